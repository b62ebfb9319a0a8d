import type { Field } from '../field';
import { missingFields } from '../missing-fields';
import { has } from '../spec';
import { finding, type Rule, type Subject } from './rule';

/** What the field table of the type demands and lava will not find; see `missingFields`. */
export const fieldMissing: Rule = (subject) =>
  missingFields(subject.spec, subject.connector).flatMap((field) =>
    finding('FIELD_MISSING', 'high', field.name, messageFor(field, subject)),
  );

function messageFor(field: Field, subject: Subject): string {
  const name = `\`${field.name}\``;
  const { spec } = subject;
  if (has(spec, field.name)) {
    const secret = has(spec, 'secret_id') ? ', and not what the secret has' : '';
    return `${name} is empty: lava takes that as it stands${secret}, and the login fails. Enter a value${secret && ', or remove the field to take the secret’s'}.`;
  }
  const remedy =
    field.required === 'Yes*' ? 'Add it, or name a secret that supplies it in `secret_id`.' : 'Add it.';
  return `There is no ${name}: ${consequence(field, subject)}. ${remedy}`;
}

/** What lava does without the field, and the stage of its resolution that looks for it. */
function consequence({ name }: Field, { method }: Subject): string {
  const asks = 'lava fails at the stage `iam`, where it asks for temporary credentials';
  switch (name) {
    case 'conn_id':
    case 'type':
      return 'lava refuses such a record before it looks at anything else';
    case 'enabled':
      return 'lava takes it as false, so workers refuse the connection as disabled';
    case 'host':
    case 'port':
      return 'lava fails at the stage `required`, before it asks for a login';
    case 'password':
      return 'lava fails at the stage `password`, since it can generate none for this type';
    case 'user':
      return method === 'iam' || method === 'rds-token'
        ? asks
        : 'lava fails at the stage `required-login`, before it connects';
    case 'database':
      return method === 'iam' ? asks : 'the driver refuses to connect';
    default:
      return 'lava needs it to connect';
  }
}
