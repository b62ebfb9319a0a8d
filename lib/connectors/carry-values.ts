import type { Connector, Field } from './field';
import { emptyFormValues, type FormValues } from './form-values';

/**
 * What was typed into one connector's form, as another's starts with it. Every text is kept, also where the new form
 * has no such field, for a change of mind; only what the old type set by itself becomes what the new one sets.
 */
export function carryValues(from: Connector, to: Connector, values: FormValues): FormValues {
  const start = emptyFormValues(to);
  const fields = { ...start.fields, ...values.fields };
  for (const field of to.fields) {
    const value = values.fields[field.name];
    if (value === undefined || isOwn(field, value, from)) fields[field.name] = start.fields[field.name] ?? '';
  }
  return {
    login: to.loginChoices.includes(values.login) ? values.login : start.login,
    fields,
    extras: values.extras,
  };
}

/** Whether the value means something to the old type only. */
function isOwn(field: Field, value: string | boolean, from: Connector): boolean {
  if (field.kind === 'type') return true;
  if (field.kind === 'port') return value === '' || value === String(from.defaultPort);
  return field.kind === 'choice' && !field.choices?.some((choice) => choice.value === value);
}
