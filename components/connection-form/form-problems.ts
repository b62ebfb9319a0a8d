import { isExtraKey } from '@/lib/connectors/common-fields';
import type { Connector, Field, LoginChoice } from '@/lib/connectors/field';
import { formSchema } from '@/lib/connectors/form-schema';
import { extraValueProblem, type FormValues, repeatedExtraKeys, specOf } from '@/lib/connectors/form-values';
import type { Spec } from '@/lib/connectors/spec';
import type { FieldProblem } from '@/lib/services/errors';
import { fieldsInOrder } from './field-layout';

/** What the problems of a form depend on besides what was typed. */
export interface ProblemContext {
  readonly realm: string;
  /** The stored spec that is being edited. */
  readonly existing?: Spec;
  /** Why text that looked like a credential was not taken over, by field name. */
  readonly withheld?: Readonly<Record<string, string>>;
}

/** Everything that keeps a form from being saved or tested, at most one problem a field, in the form's order. */
export function formProblems(
  connector: Connector,
  values: FormValues,
  { realm, existing, withheld = {} }: ProblemContext,
): FieldProblem[] {
  const shown = fieldsInOrder(connector, values.login, existing);
  const missing = shown.filter(
    (field) => isLoginReference(field, values.login) && values.fields[field.name] === '',
  );
  const problems = [
    ...shown.flatMap(({ name }) =>
      withheld[name] === undefined ? [] : [{ path: name, message: withheld[name] }],
    ),
    ...missing.map(({ name, label }) => ({
      path: name,
      message: `${label} is missing. Enter it, or choose another way to log in above.`,
    })),
    ...extraProblems(values),
    ...schemaProblems(connector, values, realm, existing).filter(
      ({ path }) => missing.length === 0 || !mayComeFromSecret(shown, values, path),
    ),
  ];
  const order = [...shown.map(({ name }) => name), ...problems.map(({ path }) => path)];
  return [...new Set(order)].flatMap((path) => problems.find((problem) => problem.path === path) ?? []);
}

/** What the secret supplies is not missing while only the secret's own name is. */
function mayComeFromSecret(shown: readonly Field[], values: FormValues, path: string): boolean {
  const field = shown.find(({ name }) => name === path);
  return values.login === 'secret' && field?.required === 'Yes*' && values.fields[path] === '';
}

/** Whether the field names what this way to log in is about, so that the form cannot do without it. */
export function isLoginReference(field: Field, login: LoginChoice): boolean {
  return field.sensitivity === 'reference' && field.onlyFor?.length === 1 && field.onlyFor[0] === login;
}

function schemaProblems(
  connector: Connector,
  values: FormValues,
  realm: string,
  existing: Spec | undefined,
): FieldProblem[] {
  const result = formSchema(connector, { realm, ...(existing && { existing }) }).safeParse(
    specOf(connector, values, existing),
  );
  return (result.error?.issues ?? []).map(({ path, message }) => ({ path: String(path[0] ?? ''), message }));
}

/** The schema sees the finished spec only: what would hide another field or get lost has to be found before. */
function extraProblems(values: FormValues): FieldProblem[] {
  return [
    ...values.extras
      .filter(({ key, value }) => (key !== '' || value !== '') && !isExtraKey(key))
      .map(({ key }) => ({ path: key, message: 'The name of a field of your own starts with x-.' })),
    ...repeatedExtraKeys(values).map((key) => ({
      path: key,
      message: 'This name is used more than once. Give each field a name of its own.',
    })),
    ...values.extras.flatMap(({ key, value }) => {
      const message = extraValueProblem(value);
      return message === undefined ? [] : [{ path: key, message }];
    }),
  ];
}
