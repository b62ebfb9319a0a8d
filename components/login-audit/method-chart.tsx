'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import PieChart from '@cloudscape-design/components/pie-chart';
import { LOGIN_METHOD_LABELS, type LoginMethod } from '@/lib/connectors/login-method';
import type { MethodFigures } from '@/lib/services/audit/login-summary';
import { sumOf } from './figure-tokens';

/** The share of each login method. A part's details lead to its rows. */
export function MethodChart({
  figures,
  loading,
  onShow,
}: {
  /** Undefined: they are being read, or could not be. */
  figures: readonly MethodFigures[] | undefined;
  loading: boolean;
  /** Absent: the filter cannot be narrowed. */
  onShow: ((method: LoginMethod) => void) | undefined;
}) {
  const total = sumOf(figures ?? [], 'connections');
  const parts = (figures ?? [])
    .filter(({ connections }) => connections > 0)
    .map(({ method, connections }) => ({ method, title: LOGIN_METHOD_LABELS[method], value: connections }));
  const share = (value: number) => `${Math.round((value / total) * 100)} %`;
  return (
    <PieChart
      data={parts}
      statusType={loading ? 'loading' : figures ? 'finished' : 'error'}
      errorText="The figures could not be read. Try again above."
      loadingText="Counting"
      variant="donut"
      size="medium"
      hideFilter
      hideTitles
      hideDescriptions
      ariaLabel="Share of the login methods"
      ariaDescription={parts.map(({ title, value }) => `${title}: ${value}, ${share(value)}`).join('; ')}
      innerMetricValue={String(total)}
      innerMetricDescription={total === 1 ? 'connection' : 'connections'}
      detailPopoverContent={({ value }) => [
        { key: 'Connections', value },
        { key: 'Share', value: share(value) },
      ]}
      detailPopoverFooter={
        onShow
          ? ({ method, title }) => (
              <Button
                variant="inline-link"
                ariaLabel={`Show the rows: ${title}`}
                onClick={() => onShow(method)}
              >
                Show the rows
              </Button>
            )
          : undefined
      }
      empty={<Box color="text-status-inactive">No connection matches the filter.</Box>}
    />
  );
}
