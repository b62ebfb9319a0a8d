import { z } from 'zod';

/** A conn_id as the browser sends it: lava's table may hold any, but PostgreSQL knows no text with a NUL. */
export const connIdInput = z
  .string()
  .max(2_048, 'The identifier is longer than DynamoDB allows.')
  .refine((text) => !text.includes('\0'), 'An identifier holds no NUL.');

/** What the column of versions holds. */
export const MAX_VERSION = 2 ** 31 - 1;
