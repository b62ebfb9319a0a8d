'use client';

import './test-run.css';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import type { StageResult } from '@/lib/connectors/stage';
import type { RunDto } from '@/lib/services/tests/run-dto';
import { Time, useNow } from '../time/time';
import { CodeText } from './code-text';
import { FindingList } from './finding-list';
import { OutcomeIndicator } from './outcome-indicator';
import { RunComparison } from './run-comparison';
import { runLog } from './run-log';
import { formatMs, isResolutionStage, STAGE_LABELS, stageOffsets } from './stage-labels';
import { type Remedies, RunningRow, StageRow } from './stage-row';

/** A test while it runs and afterwards: the verdict, the stages as a waterfall, what to do, the findings. */
export function TestRun({
  run,
  realm,
  onCancel,
  comparison = false,
  ...remedies
}: {
  run: RunDto;
  realm: string;
  /** Offers to cancel while it runs. */
  onCancel?: () => void;
  /** Offers to compare with the last run before this one that passed. */
  comparison?: boolean;
} & Remedies) {
  const [details, setDetails] = useState(false);
  const { result } = run;
  return (
    <section className="test-run" aria-label={`Test of ${run.connId}`}>
      <SpaceBetween size="m">
        <Verdict run={run} onCancel={onCancel} />
        <Stages run={run} showDetails={details} remedies={remedies} />
        {result && (
          <SpaceBetween direction="horizontal" size="s" alignItems="center">
            <Toggle checked={details} onChange={({ detail }) => setDetails(detail.checked)}>
              Details of every stage
            </Toggle>
            <CopyToClipboard
              copyButtonText="Copy log"
              copySuccessText="Log copied"
              copyErrorText="The browser did not allow copying"
              textToCopy={runLog(run)}
            />
          </SpaceBetween>
        )}
        {result && result.findings.length > 0 && (
          <SpaceBetween size="xs">
            <Header variant="h3" counter={`(${result.findings.length})`}>
              Findings on the specification
            </Header>
            <FindingList findings={result.findings} {...remedies} />
          </SpaceBetween>
        )}
        {result && comparison && <RunComparison run={run} realm={realm} />}
      </SpaceBetween>
    </section>
  );
}

function Verdict({ run, onCancel }: { run: RunDto; onCancel?: () => void }) {
  const { result } = run;
  if (!result) {
    return (
      <SpaceBetween direction="horizontal" size="s" alignItems="center">
        <StatusIndicator type="in-progress">
          Testing{run.current ? `: ${STAGE_LABELS[run.current].toLowerCase()}` : ''}
        </StatusIndicator>
        {onCancel && <Button onClick={onCancel}>Cancel test</Button>}
      </SpaceBetween>
    );
  }
  return (
    <LiveRegion>
      <OutcomeIndicator outcome={result.outcome} />
      <Box variant="p" fontSize="heading-s" fontWeight="bold">
        <CodeText text={result.verdict} />
      </Box>
      <Box color="text-body-secondary" fontSize="body-s">
        <Time at={run.startedAt} alone /> · {formatMs(result.durationMs)} · {result.actor}
        {run.draft ? ' · unsaved draft' : run.specVersion !== null ? ` · version ${run.specVersion}` : ''}
      </Box>
    </LiveRegion>
  );
}

function Stages({ run, showDetails, remedies }: { run: RunDto; showDetails: boolean; remedies: Remedies }) {
  const now = useNow(200);
  const offsets = stageOffsets(run.stages);
  const spent = run.stages.reduce((sum, { ms }) => sum + ms, 0);
  const elapsed = run.current && now !== null ? Math.max(0, now - Date.parse(run.startedAt)) : 0;
  const total = Math.max(spent, elapsed);
  const rows = run.stages.map((stage, index) => ({ stage, offset: offsets[index] ?? 0 }));
  const row = ({ stage, offset }: { stage: StageResult; offset: number }) => (
    <StageRow
      key={stage.stage}
      stage={stage}
      offset={offset}
      total={total}
      showDetails={showDetails}
      remedies={remedies}
    />
  );
  const running = run.current && <RunningRow stage={run.current} offset={spent} total={total} />;
  const resolving = run.current !== null && isResolutionStage(run.current);
  const resolution = rows.filter(({ stage }) => isResolutionStage(stage.stage));
  const wire = rows.filter(({ stage }) => !isResolutionStage(stage.stage));
  return (
    <>
      {(resolution.length > 0 || resolving) && (
        <div>
          <Box variant="h4">What lava makes of the specification</Box>
          <ol className="test-run-stages" aria-label="What lava makes of the specification">
            {resolution.map(row)}
            {resolving && running}
          </ol>
        </div>
      )}
      {(wire.length > 0 || (running && !resolving)) && (
        <div>
          <Box variant="h4">The connection itself</Box>
          <ol className="test-run-stages" aria-label="The connection itself">
            {wire.map(row)}
            {!resolving && running}
          </ol>
        </div>
      )}
    </>
  );
}
