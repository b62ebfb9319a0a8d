import type { Spec } from '../connectors/spec';

/** The identifier for a line of output; null where the specification has none that is text. */
export function connIdOf({ conn_id }: Spec): string | null {
  return typeof conn_id === 'string' ? conn_id : null;
}
