'use client';

import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { StageState } from '@/lib/connectors/stage';
import type { Outcome } from '@/lib/connectors/test-outcome';
import { untestableReason } from '@/lib/connectors/testable';
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

/** The outcome in words; null: never tested, or not testable here when the connection's type says so. */
export function outcomeLabel(outcome: Outcome | null, type?: unknown): string {
  return OUTCOME_LABELS[outcome ?? (isUntestable(type) ? 'untestable' : 'never')];
}

function isUntestable(type: unknown): boolean {
  return type !== undefined && untestableReason(type) !== undefined;
}

/** How a test ended, as icon and text; null: never tested, or not testable here when the `type` says so. */
export function OutcomeIndicator({ outcome, type }: { outcome: Outcome | null; type?: unknown }) {
  const none = isUntestable(type) ? 'stopped' : 'pending';
  return (
    <StatusIndicator type={outcome === null ? none : OUTCOMES[outcome]}>
      {outcomeLabel(outcome, type)}
    </StatusIndicator>
  );
}

/** How a stage ended, as icon and text. */
export function StageIndicator({ state }: { state: StageState }) {
  return <StatusIndicator type={STATES[state]}>{STATE_LABELS[state]}</StatusIndicator>;
}
