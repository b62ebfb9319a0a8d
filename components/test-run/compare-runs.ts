import type { Json, StageName, StageResult } from '@/lib/connectors/stage';
import type { RunDto } from '@/lib/services/tests/run-dto';
import { detailText } from './run-log';
import { formatMs, STATE_LABELS } from './stage-labels';

/** One stage in two runs, and what differs beyond the time it took. */
export interface StagePair {
  readonly stage: StageName;
  readonly before: StageResult | null;
  readonly after: StageResult | null;
  readonly differences: readonly string[];
}

/** The stages of both runs in order, each with what differs. */
export function compareRuns(before: RunDto, after: RunDto): StagePair[] {
  const longer = before.stages.length >= after.stages.length ? before.stages : after.stages;
  const names = new Set([...longer, ...before.stages, ...after.stages].map(({ stage }) => stage));
  return [...names].map((stage) => {
    const one = before.stages.find((result) => result.stage === stage) ?? null;
    const other = after.stages.find((result) => result.stage === stage) ?? null;
    return { stage, before: one, after: other, differences: differencesOf(one, other) };
  });
}

function differencesOf(before: StageResult | null, after: StageResult | null): string[] {
  if (!before || !after) return before || after ? ['only in one of the runs'] : [];
  const differences: string[] = [];
  if (before.state !== after.state) {
    differences.push(`${STATE_LABELS[before.state]} → ${STATE_LABELS[after.state]}`);
  }
  if (before.code !== after.code && after.code) differences.push(`now ${after.code}`);
  if (before.state === 'not-run' || after.state === 'not-run') return differences;
  for (const key of new Set([...Object.keys(before.details ?? {}), ...Object.keys(after.details ?? {})])) {
    const [was, is] = [shown(before.details?.[key]), shown(after.details?.[key])];
    if (was !== is) differences.push(`${key}: ${was} → ${is}`);
  }
  if (after.ms > 100 && after.ms > 2 * before.ms) {
    differences.push(`slower: ${formatMs(before.ms)} → ${formatMs(after.ms)}`);
  }
  return differences;
}

function shown(value: Json | undefined): string {
  return value === undefined ? '–' : detailText(value);
}
