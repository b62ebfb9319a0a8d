import { createMiddleware } from 'next-safe-action';
import { echoed } from '../services/echoed';

/** Lets what the schema of an action refuses repeat no more of what was given than a service's refusal does. */
export const shortEchoes = createMiddleware().define(async ({ next }) => {
  const result = await next();
  if (result.validationErrors !== undefined) result.validationErrors = shortened(result.validationErrors);
  return result;
});

/** The problems are nested as the input is, so that its keys stand here as keys. */
function shortened(errors: unknown): unknown {
  if (typeof errors !== 'object' || errors === null || Array.isArray(errors)) return errors;
  return Object.fromEntries(Object.entries(errors).map(([key, inner]) => [echoed(key), shortened(inner)]));
}
