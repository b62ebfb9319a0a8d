'use client';

import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { StageName, StageResult } from '@/lib/connectors/stage';
import type { Resolved, RoleCheck } from '@/lib/services/worker/worker-check';
import { FittingTable } from '../fitting-table/fitting-table';
import { CodeText } from '../test-run/code-text';
import { STAGE_LABELS } from '../test-run/stage-labels';
import { roleName } from './role-name';

type Assumed = Extract<RoleCheck, { how: 'assumed' }>;

interface Row {
  readonly stage: StageName;
  /** What each side made of it, the console first. */
  readonly sides: readonly (StageResult | undefined)[];
}

/** What lava makes of the specification with the console's credentials and with each role's, stage by stage. */
export function StagesSideBySide({ dashboard, roles }: { dashboard: Resolved; roles: readonly Assumed[] }) {
  const sides = [dashboard, ...roles];
  const rows = dashboard.stages
    .map(
      ({ stage }): Row => ({
        stage,
        sides: sides.map(({ stages }) => stages.find((result) => result.stage === stage)),
      }),
    )
    .filter((row) => row.sides.some((result) => result && result.state !== 'not-run'));
  const columns: TableProps.ColumnDefinition<Row>[] = [
    { id: 'stage', header: 'Stage', isRowHeader: true, cell: ({ stage }) => STAGE_LABELS[stage], width: 200 },
    ...sides.map(
      (_, index): TableProps.ColumnDefinition<Row> => ({
        id: `side-${index}`,
        header: index === 0 ? 'As the console' : `As ${roleName(roles[index - 1]?.roleArn ?? '')}`,
        cell: (row) => <Side result={row.sides[index]} />,
        minWidth: 260,
      }),
    ),
  ];
  return (
    <FittingTable
      variant="embedded"
      items={rows}
      trackBy="stage"
      columnDefinitions={columns}
      wrapLines
      cellVerticalAlign="top"
      ariaLabels={{ tableLabel: 'Stages as the console and as the workers' }}
    />
  );
}

function Side({ result }: { result: StageResult | undefined }) {
  if (!result || result.state === 'not-run') {
    return <StatusIndicator type="stopped">Not run</StatusIndicator>;
  }
  const type = ({ passed: 'success', failed: 'error', warning: 'warning' } as const)[result.state];
  const word = { passed: 'Passed', failed: 'Failed', warning: 'Warning' }[result.state];
  return (
    <>
      <StatusIndicator type={type}>{word}</StatusIndicator>
      {result.message && (
        <Box color="text-body-secondary" fontSize="body-s">
          <CodeText text={result.message} />
        </Box>
      )}
    </>
  );
}
