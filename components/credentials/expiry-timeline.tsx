'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { MintedDto, SecretDto } from '@/lib/services/credentials/credentials-dto';
import { NotRead } from '../page-states/not-read';
import { Countdown, useServerNow } from './countdown';
import { expiryState } from './expiry';

const WINDOW_MS = 3_600_000;
const SHOWN = 10;

interface Entry {
  readonly id: string;
  readonly what: string;
  readonly where: string;
  readonly at: string;
  readonly hits: number;
}

/** What ends or rotates within the next hour, soonest first. */
function entriesOf(minted: readonly MintedDto[], secrets: readonly SecretDto[], now: number): Entry[] {
  const logins = minted.map((row) => ({
    id: row.id,
    what: row.returnedUser,
    where: row.database === '' ? row.cluster : `${row.cluster} / ${row.database}`,
    at: row.expiresAt,
    hits: row.usedBy.length,
  }));
  const rotations = secrets.flatMap((row) =>
    row.rotationEnabled && row.nextRotationAt
      ? [{ id: row.name, what: row.name, where: 'rotates', at: row.nextRotationAt, hits: row.usedBy.length }]
      : [],
  );
  return [...logins, ...rotations]
    .filter(({ at }) => Date.parse(at) > now && Date.parse(at) <= now + WINDOW_MS)
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** The next 60 minutes: one row for each thing that ends, its bar as long as what is left. The rows are its text. */
export function ExpiryTimeline({
  minted,
  secrets,
  skewMs,
  loading,
  failed,
}: {
  minted: readonly MintedDto[];
  secrets: readonly SecretDto[];
  skewMs: number;
  loading: boolean;
  failed: boolean;
}) {
  const now = useServerNow(skewMs);
  const [all, setAll] = useState(false);
  const entries = now === null ? [] : entriesOf(minted, secrets, now);
  const shown = all ? entries : entries.slice(0, SHOWN);
  return (
    <Container
      header={
        <Header variant="h2" description="What ends when, soonest first, and how many connections it hits.">
          The next 60 minutes
        </Header>
      }
    >
      {failed ? (
        <NotRead what="What ends" />
      ) : loading || now === null ? (
        <StatusIndicator type="loading">Loading</StatusIndicator>
      ) : entries.length === 0 ? (
        <Box color="text-status-inactive">
          Nothing ends within the next 60 minutes. A test of a connection that logs in by IAM mints
          credentials that do.
        </Box>
      ) : (
        <>
          <ol className="timeline" aria-label="What ends within the next 60 minutes, soonest first">
            <li className="timeline-row timeline-head" aria-hidden="true">
              <span />
              <Box color="text-body-secondary">
                <span className="timeline-axis">
                  <span>now</span>
                  <span>10</span>
                  <span>20</span>
                  <span>30</span>
                  <span>40</span>
                  <span>50</span>
                  <span>60 min</span>
                </span>
              </Box>
            </li>
            {shown.map((entry) => (
              <li key={entry.id} className="timeline-row">
                <div>
                  <span className="mono">{entry.what}</span>{' '}
                  <Box variant="small">
                    <span className="mono">{entry.where}</span>
                    {' · '}
                    {hitsText(entry.hits)}
                  </Box>
                  <div>
                    <Countdown expiresAt={entry.at} skewMs={skewMs} />
                  </div>
                </div>
                <div className="timeline-track" aria-hidden="true">
                  <div
                    className="timeline-bar"
                    data-state={expiryState(entry.at, now)}
                    style={{ inlineSize: `${((Date.parse(entry.at) - now) / WINDOW_MS) * 100}%` }}
                  />
                </div>
              </li>
            ))}
          </ol>
          {entries.length > SHOWN && (
            <Button variant="inline-link" ariaExpanded={all} onClick={() => setAll(!all)}>
              {all ? 'Show fewer' : `Show all ${entries.length}`}
            </Button>
          )}
        </>
      )}
    </Container>
  );
}

function hitsText(count: number): string {
  return count === 1 ? 'hits 1 connection' : `hits ${count} connections`;
}
