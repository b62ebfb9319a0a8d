import type { Field } from './field';

/** Fields every connector has besides its own table. */
export const COMMON_FIELDS: readonly Field[] = [
  {
    name: 'owner',
    type: 'String',
    required: 'No',
    kind: 'text',
    group: 'notes',
    label: 'Owner',
    hint: 'The person or team to ask about this connection, for example an e-mail address.',
    help: [
      'lava never reads the owner, but its own checker complains when it is missing, and it is due to become mandatory.',
      'A team mailbox outlives a person: lists and audits in this console can be filtered by it.',
    ],
    placeholder: 'data-platform@example.com',
  },
];

/** The free fields, as one row of a reference: any key with this prefix, in lower or upper case. */
export const EXTRA_FIELDS = {
  name: 'x-*',
  type: 'Any',
  required: 'No',
  label: 'Own fields',
  hint: 'Anything of your own, with any JSON value. lava keeps these fields and never looks at them.',
} as const;

/** Whether the key is one of the free `x-` fields, which lava keeps and ignores. */
export function isExtraKey(key: string): boolean {
  return /^x-/i.test(key);
}
