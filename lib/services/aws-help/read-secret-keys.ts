import { z } from 'zod';
import { looksLikeSecretValue } from '../../connectors/password-shape';
import { SECRET_KEYS } from '../../connectors/secret-keys';
import { prisma } from '../../db/prisma';
import { AwsRefusal } from '../../resolution/ports';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { parseInput } from '../parse-input';
import { realmHelp } from '../runtime';
import { type AwsAnswer, askAws } from './aws-answer';

/** Whose secret, by name or ARN. What looks like the secret itself is refused and not repeated. */
const readSecretKeysInput = z.strictObject({
  realm: z.string(),
  secretId: z
    .string()
    .refine(
      (id) => /^[\w/+=.@:-]{1,2048}$/.test(id) && !looksLikeSecretValue(id),
      'Give the name or ARN of a secret, not the secret itself.',
    ),
});

/** What lava would find in a secret: of the keys it maps those that are there, and how many it would ignore. */
export type SecretContent =
  | { readonly content: 'keys'; readonly keys: readonly string[]; readonly ignored: number }
  | { readonly content: 'binary' | 'not-json' | 'not-object' | 'missing' };

/**
 * Reads a secret and tells which of the keys that lava maps it holds. Names only: no value leaves the call. It is a
 * read of the secret all the same, so the audit event is written first, and AWS is asked only if that worked.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT
 */
export async function readSecretKeys(
  context: ServiceContext,
  input: { readonly realm: string; readonly secretId: string },
): Promise<AwsAnswer<SecretContent>> {
  const realm = await authorise(context, 'connection:write', input.realm);
  const { secretId } = parseInput(readSecretKeysInput, input);
  await writeAuditEvent(prisma(), context, {
    action: 'secret.read-keys',
    realm: realm.name,
    target: secretId,
    outcome: 'started',
  });
  return askAws('secretsmanager:GetSecretValue', async (signal): Promise<SecretContent> => {
    try {
      const found = await realmHelp(realm).secretKeyNames(secretId, signal);
      if (found.kind !== 'keys') return { content: found.kind };
      const mapped = SECRET_KEYS.map(({ secretKey }) => secretKey);
      return {
        content: 'keys',
        keys: mapped.filter((key) => found.keys.includes(key)),
        ignored: found.keys.filter((key) => !mapped.includes(key)).length,
      };
    } catch (error) {
      const isMissing = error instanceof AwsRefusal && error.awsCode === 'ResourceNotFoundException';
      if (isMissing) return { content: 'missing' };
      throw error;
    }
  });
}
