'use client';

import Badge from '@cloudscape-design/components/badge';

const MEANINGS: Readonly<Record<string, string>> = {
  Yes: 'yes',
  'Yes*': 'yes, or by secret',
  'No*': 'no, secret may give it',
  No: 'no',
};

/** The "Required" column of lava's documentation, in words. */
export function RequirementBadge({ required }: { required: string }) {
  return <Badge color={required.startsWith('Yes') ? 'blue' : 'grey'}>{MEANINGS[required] ?? required}</Badge>;
}
