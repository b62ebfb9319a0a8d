'use client';

import BarChart from '@cloudscape-design/components/bar-chart';
import Box from '@cloudscape-design/components/box';
import type { MixedLineBarChartProps } from '@cloudscape-design/components/mixed-line-bar-chart';
import type { Outcome } from '@/lib/connectors/test-outcome';
import type { RunSummaryDto } from '@/lib/services/tests/run-dto';
import { OUTCOME_LABELS } from '../connection-filter/filter-labels';
import { formatMs } from '../test-run/stage-labels';

const SHOWN = 30;
const COLOURS: Readonly<Record<Outcome, string>> = {
  passed: '#2e8b3d',
  warning: '#c98a1b',
  failed: '#d13212',
  undecided: '#6a7fa0',
  cancelled: '#8c95a1',
};

/** How long the newest tests took, oldest first, coloured and listed by outcome. */
export default function DurationChart({ runs }: { runs: readonly RunSummaryDto[] }) {
  const shown = runs.slice(0, SHOWN).reverse();
  const labels = shown.map((run, index) => labelOf(run, index, shown));
  const outcomes = [...new Set(shown.map(({ outcome }) => outcome))];
  const series: MixedLineBarChartProps.BarDataSeries<string>[] = outcomes.map((outcome) => ({
    type: 'bar',
    title: OUTCOME_LABELS[outcome],
    color: COLOURS[outcome],
    valueFormatter: formatMs,
    data: shown.flatMap((run, index) =>
      run.outcome === outcome ? [{ x: labels[index] ?? '', y: run.durationMs }] : [],
    ),
  }));
  return (
    <BarChart
      series={series}
      stackedBars
      xDomain={labels}
      height={160}
      hideFilter
      xTitle="Test"
      yTitle="Duration"
      yTickFormatter={formatMs}
      ariaLabel="Duration of the newest tests"
      empty={<Box textAlign="center">No tests yet</Box>}
    />
  );
}

/** The run's time in the reader's zone, told apart from others of the same minute. */
function labelOf({ startedAt }: RunSummaryDto, index: number, all: readonly RunSummaryDto[]): string {
  const format = (iso: string) =>
    new Date(iso).toLocaleString('en-GB', {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
  const text = format(startedAt);
  const same = all.slice(0, index).filter((other) => format(other.startedAt) === text).length;
  return same > 0 ? `${text} (${same + 1})` : text;
}
