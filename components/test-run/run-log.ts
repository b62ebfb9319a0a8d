import type { Json } from '@/lib/connectors/stage';
import type { RunDto } from '@/lib/services/tests/run-dto';
import { formatMs, STATE_LABELS } from './stage-labels';

/** A detail's value on one line. */
export function detailText(value: Json): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(detailText).join(', ');
  return JSON.stringify(value);
}

/** The run as text for a ticket or a chat: the verdict, then every stage with what it said. */
export function runLog(run: RunDto): string {
  const head = [
    `Connection: ${run.connId}${run.draft ? ' (unsaved draft)' : ''}`,
    `Started:    ${run.startedAt}`,
    ...(run.result
      ? [
          `Outcome:    ${run.result.outcome}, ${formatMs(run.result.durationMs)}, by ${run.result.actor}`,
          `Verdict:    ${run.result.verdict}`,
        ]
      : []),
    `Run:        ${run.id}`,
  ];
  const stages = run.stages.flatMap((stage) => [
    `${stage.stage.padEnd(15)} ${STATE_LABELS[stage.state].padEnd(8)} ${stage.state === 'not-run' ? '' : formatMs(stage.ms)}`.trimEnd(),
    ...(stage.code ? [`    code: ${stage.code}${stage.awsCode ? ` (AWS: ${stage.awsCode})` : ''}`] : []),
    ...(stage.message ? [`    ${stage.message}`] : []),
    ...(stage.hint ? [`    What to do: ${stage.hint}`] : []),
    ...Object.entries(stage.details ?? {}).map(([key, value]) => `    ${key}: ${detailText(value)}`),
  ]);
  const findings = (run.result?.findings ?? []).map(
    ({ severity, code, field, message }) =>
      `finding         ${severity.padEnd(8)} ${code} (${field}): ${message}`,
  );
  return [head, stages, findings]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
}
