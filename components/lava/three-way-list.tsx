'use client';

import './three-way.css';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { has, type Spec } from '@/lib/connectors/spec';
import { changedFields } from '@/lib/connectors/spec-diff';
import type { Side } from '../connection-form/merge-versions';
import { SpecValue } from '../connection-form/spec-value';

interface Sides {
  readonly seen: Spec | null;
  readonly there: Spec | null;
  readonly here: Spec | null;
}

const SIDES = [
  { id: 'theirs', text: 'lava’s table' },
  { id: 'mine', text: 'Here' },
];

/** A connection's differing fields on its three sides; with `picks` the reader chooses a side for each. */
export function ThreeWayList({
  sides,
  picks,
  onPick,
}: {
  sides: Sides;
  picks?: Readonly<Record<string, Side>>;
  onPick?: (field: string, side: Side) => void;
}) {
  const { seen, there, here } = sides;
  const since = (side: Spec | null) =>
    new Set(side && seen ? changedFields(seen, side).map(({ field }) => field) : []);
  const changedThere = since(there);
  const changedHere = since(here);
  const fields = [...new Set([there, here, seen].flatMap((side) => Object.keys(side ?? {})))].filter(
    (field) => changedThere.has(field) || changedHere.has(field) || !sameOnBoth(sides, field),
  );
  if (fields.length === 0) return <Box>No field differs.</Box>;
  return (
    <ul className="three-way" aria-label="Fields that differ">
      {fields.map((field) => (
        <li key={field} aria-label={field}>
          <div className="three-way-head">
            <b className="mono">{field}</b>
            {picks && onPick && picks[field] && (
              <SegmentedControl
                label={`Keep for ${field}`}
                selectedId={picks[field]}
                options={SIDES}
                onChange={({ detail }) => onPick(field, detail.selectedId === 'mine' ? 'mine' : 'theirs')}
              />
            )}
          </div>
          <dl>
            {seen && <Value name="Last agreed" spec={seen} field={field} />}
            {there && (
              <Value name="lava’s table" spec={there} field={field} changed={changedThere.has(field)} />
            )}
            {here && <Value name="Here" spec={here} field={field} changed={changedHere.has(field)} />}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function sameOnBoth({ there, here }: Sides, field: string): boolean {
  if (!there || !here) return false;
  return changedFields(there, here).every((change) => change.field !== field);
}

function Value({
  name,
  spec,
  field,
  changed = false,
}: {
  name: string;
  spec: Spec;
  field: string;
  changed?: boolean;
}) {
  return (
    <>
      <dt>
        <Box color="text-body-secondary">{name}</Box>
      </dt>
      <dd>
        <SpecValue {...(has(spec, field) && { value: spec[field] })} />{' '}
        {changed && <Badge color="blue">changed</Badge>}
      </dd>
    </>
  );
}
