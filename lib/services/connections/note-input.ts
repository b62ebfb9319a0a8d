import { z } from 'zod';

/** Why something is saved, in the words of whoever saves it. */
export const noteInput = z
  .string()
  .trim()
  .max(500, 'Keep the note under 500 characters.')
  .refine((text) => !text.includes('\0'), 'Leave out NUL characters.')
  .optional();
