'use client';

import Autosuggest from '@cloudscape-design/components/autosuggest';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Field } from '@/lib/connectors/field';
import { fieldProblem } from '@/lib/connectors/field-rules';
import { loginWayOf } from '@/lib/connectors/login-way';
import { realmPrefix } from '@/lib/connectors/references';
import { NoAnswer } from '../aws-help/no-answer';
import type { ControlProps } from './field-control';
import { type FormState, useFormState } from './form-context';
import { SecretKeys } from './secret-keys';
import { useAwsNames } from './use-aws-names';
import { usedBy } from './used-by';

/** The names of a path in the making: worth keeping when the next character makes it no name any more. */
const PATH = /^(?:\/|arn:)/;

/**
 * The name of a parameter or secret. Text that looks like the credential itself never gets into the form: the field
 * keeps the path typed so far, or is emptied, and says why.
 */
export function ReferenceControl({ field, value, placeholder, onChange }: ControlProps) {
  const form = useFormState();
  const prefix = realmPrefix(form.realm.name);
  const aws = useAwsNames(field);
  const used = (form.suggestions.reference ?? []).filter((reference) => reference.value.startsWith('/'));
  const unused = aws.names.filter((name) => used.every((reference) => reference.value !== name));
  const change = (text: string) => {
    const refusal = refusalOf(field, text, form);
    form.withhold(field.name, refusal);
    if (refusal === undefined) onChange(text);
    else onChange(typeof value === 'string' && PATH.test(value) && text.startsWith(value) ? value : '');
  };
  return (
    <SpaceBetween size="xxs">
      <Autosuggest
        value={String(value)}
        placeholder={placeholder ?? prefix}
        options={[
          { value: prefix, description: 'where this realm keeps its own', filteringTags: [prefix] },
          ...used.map((reference) => ({ value: reference.value, description: usedBy(reference.count) })),
          ...unused.map((name) => ({ value: name, description: 'not used yet' })),
        ]}
        enteredTextLabel={(text) => `Use “${text}”`}
        hideEnteredTextOption
        disableBrowserAutocorrect
        {...aws.status}
        onFocus={aws.ask}
        onChange={({ detail }) => change(detail.value)}
      />
      <NoAnswer
        answer={aws.answer}
        error={aws.error}
        cannot={`list ${aws.what}`}
        instead="Type the name instead."
        retry={aws.retry}
      />
      {field.kind === 'secret-id' && <SecretKeys secretId={String(value)} />}
    </SpaceBetween>
  );
}

function refusalOf(field: Field, text: string, { connector, realm, spec }: FormState): string | undefined {
  if (text === '') return undefined;
  const problem = fieldProblem(text, field, { connector, realm: realm.name, method: loginWayOf(spec) });
  return problem?.code === 'LOOKS_LIKE_A_PASSWORD'
    ? `${problem.message} What you entered was not kept and not sent.`
    : undefined;
}
