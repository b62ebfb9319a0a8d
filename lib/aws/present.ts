import { AwsRefusal } from '../resolution/ports';
import type { Call } from './to-refusal';

/** A part of an answer that AWS always sends but the SDK types as optional. Throws `AwsRefusal` when it is absent. */
export function present<T>(value: T | undefined, call: Call): T {
  if (value !== undefined) return value;
  throw new AwsRefusal(call.service, call.operation, 'IncompleteAnswer', 'The answer lacks a required part.');
}
