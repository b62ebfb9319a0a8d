'use client';

import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { StageState } from '@/lib/connectors/stage';
import type { Outcome } from '@/lib/connectors/test-outcome';
import { OUTCOME_LABELS } from '../connection-filter/filter-labels';
import { STATE_LABELS } from './stage-labels';

const OUTCOMES: Readonly<Record<Outcome, StatusIndicatorProps.Type>> = {
  passed: 'success',
  warning: 'warning',
  failed: 'error',
  undecided: 'info',
  cancelled: 'stopped',
};

const STATES: Readonly<Record<StageState, StatusIndicatorProps.Type>> = {
  passed: 'success',
  failed: 'error',
  warning: 'warning',
  'not-run': 'pending',
};

/** The outcome in words; null: never tested. */
export function outcomeLabel(outcome: Outcome | null): string {
  return OUTCOME_LABELS[outcome ?? 'never'];
}

/** How a test ended, as icon and text; null: never tested. */
export function OutcomeIndicator({ outcome }: { outcome: Outcome | null }) {
  return (
    <StatusIndicator type={outcome === null ? 'pending' : OUTCOMES[outcome]}>
      {outcomeLabel(outcome)}
    </StatusIndicator>
  );
}

/** How a stage ended, as icon and text. */
export function StageIndicator({ state }: { state: StageState }) {
  return <StatusIndicator type={STATES[state]}>{STATE_LABELS[state]}</StatusIndicator>;
}
