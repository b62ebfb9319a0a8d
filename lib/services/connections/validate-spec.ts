import { formSchema } from '../../connectors/form-schema';
import { connectorFor } from '../../connectors/registry';
import type { Spec } from '../../connectors/spec';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';

/**
 * The spec, if it is one that forms may write: only clean values, no unknown keys but those the stored spec has.
 *
 * @throws {ServiceError} INVALID_INPUT with every problem and its field
 */
export function validateSpec(spec: Spec, realm: string, existing?: Spec): Spec {
  const type = typeof spec.type === 'string' ? spec.type : '';
  const connector = connectorFor(type);
  if (!connector) {
    throw new ServiceError('INVALID_INPUT', 'Connections of this type cannot be edited here yet.', {
      problems: [
        { path: 'type', message: `There is no form for the type "${type.slice(0, 80)}". Use redshift.` },
      ],
    });
  }
  return parseInput(formSchema(connector, { realm, ...(existing && { existing }) }), spec);
}
