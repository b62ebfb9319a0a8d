import { echo } from './echo';
import { isOtherType, lavaTypeOf } from './lava-types';

/** Why connections of this type cannot be tested here, as a sentence; undefined where they can. */
export function untestableReason(type: unknown): string | undefined {
  const known = lavaTypeOf(type);
  if (known?.dialect === 'redshift' || known?.dialect === 'postgresql') return undefined;
  const name = typeof type === 'string' ? `"${echo(type)}"` : 'this type';
  return known || isOtherType(type)
    ? `Not testable here: tests log in to Redshift and PostgreSQL only, not to ${name}.`
    : `Not testable here: lava knows no connection of ${typeof type === 'string' ? `the type ${name}` : name}.`;
}
