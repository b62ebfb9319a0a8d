import { z } from 'zod';
import { NOTE_LENGTH } from '../../listing/note-length';

/** Why something is saved, in the words of whoever saves it. */
export const noteInput = z
  .string()
  .trim()
  .max(NOTE_LENGTH, `Keep the note to ${NOTE_LENGTH} characters.`)
  .refine((text) => !text.includes('\0'), 'Leave out NUL characters.')
  .optional();
