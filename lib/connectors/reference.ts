import { EXTRA_FIELDS } from './common-fields';
import type { Connector, Field } from './field';

/** A place a field's value may come from. */
export type ValueOrigin = 'spec' | 'secret' | 'derived' | 'default';

/** One row of the reference page. */
export interface ReferenceRow {
  readonly name: string;
  readonly type: string;
  readonly required: string;
  readonly label: string;
  readonly description: string;
  readonly help: readonly string[];
  /** In the order lava looks: the first that has a value wins. */
  readonly origins: readonly { readonly origin: ValueOrigin; readonly detail: string }[];
  readonly choices: Field['choices'];
  readonly link: Field['link'];
}

/** Kinds whose default lava works out from another field or asks AWS for, rather than taking a fixed value. */
const DERIVED_KINDS: ReadonlySet<Field['kind']> = new Set(['cluster-id', 'ssm-parameter']);

/** The connector's table for the reference page, in its order, ending with the free fields. */
export function referenceRows(connector: Connector): ReferenceRow[] {
  return [
    ...connector.fields.map((field) => ({
      name: field.name,
      type: field.type,
      required: field.required,
      label: field.label,
      description: field.hint,
      help: field.help,
      origins: originsOf(field),
      choices: field.choices,
      link: field.link,
    })),
    {
      name: EXTRA_FIELDS.name,
      type: EXTRA_FIELDS.type,
      required: EXTRA_FIELDS.required,
      label: EXTRA_FIELDS.label,
      description: EXTRA_FIELDS.hint,
      help: [],
      origins: [{ origin: 'spec', detail: 'the specification' }],
      choices: undefined,
      link: undefined,
    },
  ];
}

/** The connector's table as Markdown, in the columns of lava's own documentation. */
export function fieldTableMarkdown(connector: Connector): string {
  const rows = referenceRows(connector).map(({ name, type, required, description }) =>
    [name, type, required, description].map(cell).join('|'),
  );
  return ['Field|Type|Required|Description', '-|-|-|-', ...rows].map((row) => `|${row}|\n`).join('');
}

function originsOf(field: Field): ReferenceRow['origins'] {
  return [
    { origin: 'spec' as const, detail: 'the specification' },
    ...(field.secretKey === undefined
      ? []
      : [{ origin: 'secret' as const, detail: `the key ${field.secretKey} of the secret` }]),
    ...(field.default === undefined
      ? []
      : [
          {
            origin: DERIVED_KINDS.has(field.kind) ? ('derived' as const) : ('default' as const),
            detail: field.default,
          },
        ]),
  ];
}

/** `x-*` and `Yes*` are no emphasis, and a bar would end the cell. */
function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\|<]/g, (character) => `\\${character}`);
}
