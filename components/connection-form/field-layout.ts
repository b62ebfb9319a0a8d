import type { Connector, Field, FieldGroup, FieldKind, LoginChoice } from '@/lib/connectors/field';
import { isFieldShown } from '@/lib/connectors/form-values';
import type { Spec } from '@/lib/connectors/spec';

/** A part of the form. Fields that name what one way to log in is about stand with the question how to log in, before all others. */
export type SectionId = 'credential' | FieldGroup;

const KINDS_IN_ORDER: readonly FieldKind[] = [
  'conn-id',
  'type',
  'secret-id',
  'host',
  'port',
  'database',
  'user',
  'cluster-id',
  'workgroup',
  'role-arn',
  'ssm-parameter',
  'region',
  'tags',
  'duration',
  'choice',
  'boolean',
  'text',
  'long-text',
];

/** The fields of a part of the form, as the way to log in asks for them, in reading order. */
export function sectionFields(
  connector: Connector,
  section: SectionId,
  login: LoginChoice,
  existing?: Spec,
): readonly Field[] {
  return connector.fields
    .filter((field) => sectionOf(field) === section && isFieldShown(connector, field, login, existing))
    .sort((one, other) => KINDS_IN_ORDER.indexOf(one.kind) - KINDS_IN_ORDER.indexOf(other.kind));
}

/** The parts of the form in reading order. */
const SECTIONS: readonly SectionId[] = ['credential', 'endpoint', 'login', 'driver', 'identity', 'notes'];

/** Every field the form shows, in reading order. */
export function fieldsInOrder(connector: Connector, login: LoginChoice, existing?: Spec): readonly Field[] {
  return SECTIONS.flatMap((section) => sectionFields(connector, section, login, existing));
}

/** The field an element of the form belongs to: rows carry its name as `data-field`. */
export function fieldNameAt(element: Element): string | undefined {
  return element.closest<HTMLElement>('[data-field]')?.dataset.field;
}

/** Brings a field into view and puts the focus into its control. Does nothing when the form does not show it. */
export function focusField(name: string): void {
  const element = document.querySelector(`[data-field="${CSS.escape(name)}"]`);
  element?.scrollIntoView({ block: 'center' });
  element
    ?.querySelector<HTMLElement>(
      '[data-control] :is(input:not([type=radio]), textarea, input:checked, input, button)',
    )
    ?.focus({ preventScroll: true });
}

function sectionOf(field: Field): SectionId {
  return field.sensitivity === 'reference' && field.onlyFor?.length === 1 ? 'credential' : field.group;
}
