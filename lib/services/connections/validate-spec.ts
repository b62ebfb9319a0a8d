import { formSchema } from '../../connectors/form-schema';
import { jsonSpecSchema } from '../../connectors/json-spec';
import { connectorFor } from '../../connectors/registry';
import type { Spec } from '../../connectors/spec';
import { parseInput } from '../parse-input';

/**
 * The spec, if it is one that may be written: for types with a table only clean values and no unknown keys but those
 * the stored spec has; for all others the fields that every type shares are clean. What is left as the stored spec has
 * it may be longer than what is written anew.
 *
 * @throws {ServiceError} INVALID_INPUT with every problem and its field
 */
export function validateSpec(spec: Spec, realm: string, existing?: Spec): Spec {
  const connector = connectorFor(spec.type);
  const context = { realm, ...(existing && { existing }) };
  return parseInput(connector ? formSchema(connector, context) : jsonSpecSchema(context), spec);
}
