'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Spec } from '@/lib/connectors/spec';
import { FittingTable } from '../fitting-table/fitting-table';
import { Time } from '../time/time';
import { type Conflict, conflictsOf, mergeVersions, type Side, type Versions } from './merge-versions';
import { SpecValue } from './spec-value';

/** Who saved the other version, and when. */
export interface OtherSave {
  readonly updatedAt: string;
  readonly updatedBy: string;
}

const SIDES = [
  { id: 'theirs', text: 'Theirs' },
  { id: 'mine', text: 'Mine' },
];

/** Shows both versions of a connection that two people changed, field by field, and lets the reader choose. */
export function ConflictDialog({
  versions,
  save,
  onTakeTheirs,
  onMerge,
  onDismiss,
}: {
  versions: Versions;
  save: OtherSave;
  /** Gives up what was typed here. */
  onTakeTheirs: () => void;
  /** Goes on editing with this spec, on top of theirs. */
  onMerge: (spec: Spec) => void;
  onDismiss: () => void;
}) {
  const conflicts = conflictsOf(versions);
  const [picks, setPicks] = useState<Readonly<Record<string, Side>>>(() =>
    Object.fromEntries(conflicts.map(({ field, suggested }) => [field, suggested])),
  );
  const mine: Readonly<Record<string, Side>> = Object.fromEntries(
    conflicts.map(({ field }) => [field, 'mine']),
  );
  return (
    <Modal
      visible
      size="large"
      onDismiss={onDismiss}
      header={`${save.updatedBy} saved this connection while you were editing`}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onTakeTheirs}>
              Take theirs
            </Button>
            <Button onClick={() => onMerge(mergeVersions(versions, mine))}>Keep all of mine on top</Button>
            <Button variant="primary" onClick={() => onMerge(mergeVersions(versions, picks))}>
              Continue with this choice
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box>
          Your changes were not saved, and nothing you typed is lost. They saved <Time at={save.updatedAt} />.
          Choose what to keep; you can look at the result before you save it.
        </Box>
        <FittingTable
          variant="embedded"
          wrapLines
          items={conflicts}
          trackBy="field"
          ariaLabels={{ tableLabel: 'Both versions' }}
          empty="Both versions are the same. Continue to take over their version number."
          columnDefinitions={[
            {
              id: 'field',
              header: 'Field',
              isRowHeader: true,
              minWidth: 140,
              cell: ({ field }) => <span className="mono">{field}</span>,
            },
            {
              id: 'theirs',
              header: 'Theirs',
              minWidth: 130,
              cell: (conflict) => <SpecValue {...sideOf(conflict, 'theirs')} />,
            },
            {
              id: 'mine',
              header: 'Mine',
              minWidth: 130,
              cell: (conflict) => <SpecValue {...sideOf(conflict, 'mine')} />,
            },
            {
              id: 'keep',
              header: 'Keep',
              minWidth: 160,
              cell: ({ field }) => (
                <SegmentedControl
                  label={`Keep for ${field}`}
                  selectedId={picks[field] ?? 'theirs'}
                  options={SIDES}
                  onChange={({ detail }) =>
                    setPicks({ ...picks, [field]: detail.selectedId === 'mine' ? 'mine' : 'theirs' })
                  }
                />
              ),
            },
          ]}
        />
      </SpaceBetween>
    </Modal>
  );
}

function sideOf(conflict: Conflict, side: Side): { value?: unknown } {
  return side in conflict ? { value: conflict[side] } : {};
}
