'use client';

import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ImportResult } from '@/lib/listing/transfer';
import { AppLink } from '../app-link/app-link';
import { useFollow } from '../app-link/use-follow';
import { Arrival } from '../arrival/arrival';
import { connectionHref } from '../connection-commands/connection-actions';
import { requestsHref } from '../requests/waiting-notice';

const NAMED = 100;

/** What was imported, with the way to each. */
export function ImportDone({
  realm,
  result,
  onMore,
}: {
  realm: string;
  result: ImportResult;
  onMore: () => void;
}) {
  const follow = useFollow();
  const { created, updated, waiting } = result;
  if (waiting?.length) {
    return (
      <Alert
        type="info"
        header={`${counted(waiting.length)} ${waiting.length === 1 ? 'waits' : 'wait'} for approval by another editor`}
        action={
          <Button href={requestsHref(realm)} onFollow={follow}>
            Show the requests
          </Button>
        }
      >
        Nothing has changed yet: each is a request of its own.
      </Alert>
    );
  }
  return (
    <Arrival label="What was imported">
      <SpaceBetween size="l">
        <Alert
          type="success"
          header={`Imported ${counted(created.length + updated.length)} into ${realm}`}
          action={
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={onMore}>Import more</Button>
              <Button
                href={`/${encodeURIComponent(realm)}/connections?sort=-updatedAt`}
                onFollow={follow}
                variant="primary"
              >
                Show the list
              </Button>
            </SpaceBetween>
          }
        >
          {created.length.toLocaleString('en')} new, {updated.length.toLocaleString('en')} changed.
        </Alert>
        <Imported realm={realm} title="New" connIds={created} />
        <Imported realm={realm} title="Changed" connIds={updated} />
      </SpaceBetween>
    </Arrival>
  );
}

function Imported({ realm, title, connIds }: { realm: string; title: string; connIds: readonly string[] }) {
  if (connIds.length === 0) return null;
  const more = connIds.length - NAMED;
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${connIds.length.toLocaleString('en')})`}>
          {title}
        </Header>
      }
    >
      <ul className="import-ids">
        {connIds.slice(0, NAMED).map((connId) => (
          <li key={connId}>
            <AppLink href={connectionHref(realm, connId)}>
              <span className="mono">{connId}</span>
            </AppLink>
          </li>
        ))}
      </ul>
      {more > 0 && <div>and {more.toLocaleString('en')} more</div>}
    </Container>
  );
}

function counted(count: number): string {
  return count === 1 ? '1 connection' : `${count.toLocaleString('en')} connections`;
}
