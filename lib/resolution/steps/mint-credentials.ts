import type { CredentialGenerator } from '../../connectors/lava-types';
import type { Draft } from '../draft';
import type { Step } from '../step';
import { generatorOf } from './credential-generator';
import { makeRdsToken } from './make-rds-token';
import { mintRedshift } from './mint-redshift';
import { mintServerless } from './mint-serverless';

const BY_GENERATOR: Readonly<Record<CredentialGenerator, Step>> = {
  redshift: mintRedshift,
  'redshift-serverless': mintServerless,
  rds: makeRdsToken,
};

/** `iam`: temporary credentials, made in the way of the connection's type. */
export const mintCredentials: Step = {
  needed: (draft) => !draft.has('password'),
  run: (draft, context) => generatorStep(draft).run(draft, context),
  refused(refusal, draft, context) {
    const { refused } = generatorStep(draft);
    if (!refused) throw refusal;
    return refused(refusal, draft, context);
  },
};

function generatorStep(draft: Draft): Step {
  const generator = generatorOf(draft);
  if (!generator) throw new Error('The step `password` lets only types with a generator through.');
  return BY_GENERATOR[generator];
}
