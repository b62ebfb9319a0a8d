import type { Connector } from '@/lib/connectors/field';
import { type FormValues, formValuesOf, specOf } from '@/lib/connectors/form-values';
import type { Spec } from '@/lib/connectors/spec';
import { changedFields, type FieldChange } from '@/lib/connectors/spec-diff';

/** A stored spec as a form starts with it: as stored, the type in lava's spelling. */
export function startValues(connector: Connector, stored: Spec): FormValues {
  const values = formValuesOf(connector, stored);
  const types = connector.fields
    .filter(({ kind }) => kind === 'type')
    .map(({ name }) => [name, connector.type]);
  return { ...values, fields: { ...values.fields, ...Object.fromEntries(types) } };
}

/** What saving would change in a stored spec even if nothing is touched: a form writes clean values only. */
export function cleanedFields(connector: Connector, stored: Spec): FieldChange[] {
  return changedFields(stored, specOf(connector, startValues(connector, stored), stored));
}
