'use client';

import Badge from '@cloudscape-design/components/badge';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { has, type Spec } from '@/lib/connectors/spec';
import { changedFields } from '@/lib/connectors/spec-diff';
import type { Side } from '../connection-form/merge-versions';
import { SpecValue } from '../connection-form/spec-value';

interface Row {
  readonly field: string;
  readonly changedHere: boolean;
  readonly changedThere: boolean;
}

const SIDES = [
  { id: 'theirs', text: 'There' },
  { id: 'mine', text: 'Here' },
];

/** The fields in which the three sides of a connection differ. */
export function differingFields(sides: {
  readonly seen: Spec | null;
  readonly there: Spec | null;
  readonly here: Spec | null;
}): Row[] {
  const seen = sides.seen ?? {};
  const there = sides.there ?? {};
  const here = sides.here ?? {};
  const changedThere = new Set(sides.there ? changedFields(seen, there).map(({ field }) => field) : []);
  const changedHere = new Set(sides.here ? changedFields(seen, here).map(({ field }) => field) : []);
  return [...new Set([...Object.keys(there), ...Object.keys(here), ...Object.keys(seen)])]
    .filter((field) => changedThere.has(field) || changedHere.has(field))
    .map((field) => ({
      field,
      changedHere: changedHere.has(field),
      changedThere: changedThere.has(field),
    }));
}

/** A connection's differing fields on its three sides; with `picks` the reader chooses a side for each. */
export function ThreeWayTable({
  seen,
  there,
  here,
  picks,
  onPick,
}: {
  seen: Spec | null;
  there: Spec | null;
  here: Spec | null;
  picks?: Readonly<Record<string, Side>>;
  onPick?: (field: string, side: Side) => void;
}) {
  const rows = differingFields({ seen, there, here });
  const columns: TableProps.ColumnDefinition<Row>[] = [
    {
      id: 'field',
      header: 'Field',
      isRowHeader: true,
      minWidth: 130,
      cell: ({ field }) => <span className="mono">{field}</span>,
    },
    {
      id: 'seen',
      header: 'Last agreed',
      minWidth: 120,
      cell: ({ field }) => <SideValue spec={seen} field={field} />,
    },
    {
      id: 'there',
      header: 'In lava’s table',
      minWidth: 140,
      cell: ({ field, changedThere }) => <SideValue spec={there} field={field} changed={changedThere} />,
    },
    {
      id: 'here',
      header: 'Here',
      minWidth: 140,
      cell: ({ field, changedHere }) => <SideValue spec={here} field={field} changed={changedHere} />,
    },
  ];
  if (picks && onPick) {
    columns.push({
      id: 'keep',
      header: 'Keep',
      minWidth: 160,
      cell: ({ field }) => (
        <SegmentedControl
          label={`Keep for ${field}`}
          selectedId={picks[field] ?? 'theirs'}
          options={SIDES}
          onChange={({ detail }) => onPick(field, detail.selectedId === 'mine' ? 'mine' : 'theirs')}
        />
      ),
    });
  }
  return (
    <Table
      variant="embedded"
      wrapLines
      items={rows}
      trackBy="field"
      ariaLabels={{ tableLabel: 'The three sides' }}
      empty="No field differs."
      columnDefinitions={columns}
    />
  );
}

function SideValue({
  spec,
  field,
  changed = false,
}: {
  spec: Spec | null;
  field: string;
  changed?: boolean;
}) {
  if (spec === null) return <SpecValue />;
  return (
    <>
      <SpecValue {...(has(spec, field) && { value: spec[field] })} />{' '}
      {changed && <Badge color="blue">changed</Badge>}
    </>
  );
}
