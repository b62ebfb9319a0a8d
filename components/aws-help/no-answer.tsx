'use client';

import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { AwsAnswer } from '@/lib/services/aws-help/aws-answer';

/** Why AWS did not help, and that it can be done without. Nothing while it did, or was not asked. */
export function NoAnswer({
  answer,
  error,
  cannot,
  instead,
  retry,
}: {
  answer: AwsAnswer<unknown> | undefined;
  /** The server itself could not be asked. */
  error: Error | null;
  /** What cannot be done: "list clusters". */
  cannot: string;
  /** What to do then, as a sentence. */
  instead: string;
  retry: () => void;
}) {
  if (answer?.state === 'denied') {
    return (
      <div role="status">
        <StatusIndicator type="warning">Not allowed</StatusIndicator> The console may not {cannot}:{' '}
        <span className="mono">{answer.permission}</span> is missing. {instead}{' '}
        <CopyToClipboard
          variant="icon"
          textToCopy={answer.permission}
          copyButtonAriaLabel={`Copy ${answer.permission}`}
          copySuccessText="Copied"
          copyErrorText="The browser did not allow copying"
        />
      </div>
    );
  }
  const message = answer?.state === 'failed' ? answer.message : error?.message;
  if (message === undefined) return null;
  return (
    <div role="status">
      <StatusIndicator type="warning">No answer</StatusIndicator> {message} {instead}{' '}
      <Button variant="inline-link" formAction="none" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}
