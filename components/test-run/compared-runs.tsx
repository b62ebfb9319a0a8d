'use client';

import Box from '@cloudscape-design/components/box';
import type { StageResult } from '@/lib/connectors/stage';
import type { RunDto } from '@/lib/services/tests/run-dto';
import { FittingTable } from '../fitting-table/fitting-table';
import { compareRuns } from './compare-runs';
import { StageIndicator } from './outcome-indicator';
import { formatMs, STAGE_LABELS } from './stage-labels';

/** Two runs side by side: every stage's state and time, and what differs. */
export function ComparedRuns({
  before,
  after,
  beforeTitle,
  afterTitle,
}: {
  before: RunDto;
  after: RunDto;
  beforeTitle: string;
  afterTitle: string;
}) {
  return (
    <FittingTable
      variant="embedded"
      contentDensity="compact"
      wrapLines
      items={compareRuns(before, after)}
      trackBy="stage"
      ariaLabels={{ tableLabel: `${beforeTitle} and ${afterTitle}, stage by stage` }}
      columnDefinitions={[
        {
          id: 'stage',
          header: 'Stage',
          cell: ({ stage }) => STAGE_LABELS[stage],
          isRowHeader: true,
          minWidth: 160,
        },
        { id: 'before', header: beforeTitle, cell: ({ before }) => <Side stage={before} />, minWidth: 130 },
        { id: 'after', header: afterTitle, cell: ({ after }) => <Side stage={after} />, minWidth: 130 },
        {
          id: 'differences',
          header: 'What differs',
          minWidth: 200,
          cell: ({ differences }) =>
            differences.length === 0 ? (
              <Box color="text-status-inactive">nothing</Box>
            ) : (
              differences.map((difference) => <div key={difference}>{difference}</div>)
            ),
        },
      ]}
    />
  );
}

function Side({ stage }: { stage: StageResult | null }) {
  if (!stage) return <>–</>;
  return (
    <>
      <StageIndicator state={stage.state} />
      {stage.state !== 'not-run' && (
        <Box fontSize="body-s" color="text-body-secondary">
          {formatMs(stage.ms)}
        </Box>
      )}
    </>
  );
}
