import { z } from 'zod';
import { MIN_PASSWORD } from '../../auth/min-password';

/** A person's name, as lists and the audit trail show it. */
export const personName = z
  .string()
  .trim()
  .min(1, 'Give a name.')
  .max(100, 'A name may have at most 100 characters.')
  .regex(/^[^\p{C}]*$/u, 'A name may not hold invisible characters.');

/** An e-mail address, in lower case. */
export const personEmail = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'An e-mail address may have at most 254 characters.')
  .pipe(z.email('This is no complete e-mail address.'));

/** A password that may be set. */
export const newPassword = z
  .string()
  .min(MIN_PASSWORD, `A password needs at least ${MIN_PASSWORD} characters.`)
  .max(128, 'A password may have at most 128 characters.');
