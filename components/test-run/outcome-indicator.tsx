'use client';

import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { StageState } from '@/lib/connectors/stage';
import type { Outcome } from '@/lib/connectors/test-outcome';
import { STATE_LABELS } from './stage-labels';

const OUTCOMES: Readonly<
  Record<Outcome, { readonly type: StatusIndicatorProps.Type; readonly text: string }>
> = {
  passed: { type: 'success', text: 'Passed' },
  warning: { type: 'warning', text: 'Passed with warning' },
  failed: { type: 'error', text: 'Failed' },
  undecided: { type: 'info', text: 'Undecided' },
  cancelled: { type: 'stopped', text: 'Cancelled' },
};

const STATES: Readonly<Record<StageState, StatusIndicatorProps.Type>> = {
  passed: 'success',
  failed: 'error',
  warning: 'warning',
  'not-run': 'pending',
};

/** The outcome in words. */
export function outcomeLabel(outcome: Outcome | null): string {
  return outcome === null ? 'Never tested' : OUTCOMES[outcome].text;
}

/** How a test ended, as icon and text; null: never tested. */
export function OutcomeIndicator({ outcome }: { outcome: Outcome | null }) {
  return (
    <StatusIndicator type={outcome === null ? 'pending' : OUTCOMES[outcome].type}>
      {outcomeLabel(outcome)}
    </StatusIndicator>
  );
}

/** How a stage ended, as icon and text. */
export function StageIndicator({ state }: { state: StageState }) {
  return <StatusIndicator type={STATES[state]}>{STATE_LABELS[state]}</StatusIndicator>;
}
