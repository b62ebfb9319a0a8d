import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { WorkProgress } from '../progress/work-progress';

/** What is being done with the files. */
export interface Work {
  readonly what: string;
  /** How much was sent, from 0 to 1; null: nothing is sent yet. */
  readonly sent: number | null;
  /** Whether stopping still leaves everything as it was, once all is sent. */
  readonly harmless: boolean;
  /** Under which id the server tells how far it is; absent: it does not. */
  readonly follow?: { readonly realm: string; readonly id: string };
}

/** How far the files are on their way, and a way to stop them while nothing is changed yet. */
export function ImportProgress({ work, onCancel }: { work: Work | null; onCancel: () => void }) {
  const sending = work?.sent != null && work.sent < 1;
  return (
    <SpaceBetween size="xs">
      {sending && <ProgressBar label="Sending the files" value={Math.floor((work.sent ?? 0) * 100)} />}
      {work?.follow && !sending ? (
        <WorkProgress {...work.follow} what={work.what} parts="connections" />
      ) : (
        <div role="status">
          {work && !sending && <StatusIndicator type="loading">{work.what}</StatusIndicator>}
        </div>
      )}
      {work && (sending || work.harmless) && <Button onClick={onCancel}>Cancel</Button>}
    </SpaceBetween>
  );
}
