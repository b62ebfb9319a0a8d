import { z } from 'zod';

/** A conn_id as the browser sends it: lava's table may hold any, but PostgreSQL knows no text with a NUL. */
export const connIdInput = z
  .string()
  .max(2_048, 'The identifier is longer than DynamoDB allows.')
  .refine((text) => !text.includes('\0'), 'An identifier holds no NUL.');

/** What the column of versions holds. */
export const MAX_VERSION = 2 ** 31 - 1;

/**
 * Connections as they were looked at, each by its version here (null: there is none) and the token of the item in
 * lava's table (null: none).
 */
export function reviewedInput(most: number) {
  return z
    .array(
      z.strictObject({
        connId: connIdInput,
        version: z.number().int().max(MAX_VERSION).nullable(),
        token: z.string().nullable(),
      }),
    )
    .min(1, 'Choose at least one connection.')
    .max(most, `Choose at most ${most.toLocaleString('en')} connections at once.`)
    .refine(
      (items) => new Set(items.map(({ connId }) => connId)).size === items.length,
      'A connection stands in the list twice.',
    );
}

/** One of them. */
export type Reviewed = z.output<ReturnType<typeof reviewedInput>>[number];
