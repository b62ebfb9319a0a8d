'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { describeDuration } from '@/lib/connectors/duration';
import { filterHref } from '@/lib/listing/list-query';
import type { MintedDto } from '@/lib/services/credentials/credentials-dto';
import { useGate } from '../access/access';
import { AppLink } from '../app-link/app-link';
import { connectionHref } from '../connection-commands/connection-actions';
import { TestButton } from '../test-run/test-button';
import { Time } from '../time/time';
import { Countdown } from './countdown';
import { expiryState } from './expiry';
import { LocalTable } from './local-table';
import { Marked } from './marked';
import { UsedBy } from './used-by';

/** The temporary credentials of the realm: whose they are, how long they last, whom their end hits. */
export function MintedTable({
  realm,
  minted,
  total,
  skewMs,
  loading,
  failed,
  minting,
  onMint,
  onForget,
}: {
  realm: string;
  minted: readonly MintedDto[];
  /** How many there are without the page's filter. */
  total: number;
  skewMs: number;
  loading: boolean;
  failed: boolean;
  /** The ids that are being minted anew. */
  minting: ReadonlySet<string>;
  onMint: (row: MintedDto) => void;
  onForget: (row: MintedDto) => void;
}) {
  const mayMint = useGate(realm)('credential:mint');
  return (
    <LocalTable
      label="Temporary credentials"
      items={minted}
      trackBy={(row) => row.id}
      sortBy="expiresAt"
      loading={loading}
      failed={failed}
      header={
        <Header
          variant="h2"
          counter={loading || failed ? undefined : `(${minted.length})`}
          description="What AWS issued to this server for connections that log in by IAM, the tokens it signed for RDS, and what ended within the last 24 hours."
        >
          Temporary credentials
        </Header>
      }
      empty={
        total > 0 ? (
          'None of them matches what you look for.'
        ) : (
          <SpaceBetween size="s">
            <Box variant="p" color="inherit">
              No temporary credentials were obtained within the last 24 hours. Test a connection that logs in
              by IAM: what AWS issues appears here with its end.
            </Box>
            <AppLink
              href={filterHref(`/${encodeURIComponent(realm)}/connections`, {
                key: 'loginMethod',
                operator: '=',
                value: 'iam',
              })}
            >
              Show the connections that log in by IAM
            </AppLink>
          </SpaceBetween>
        )
      }
      columns={[
        {
          id: 'user',
          header: 'Database user',
          sortingField: 'returnedUser',
          isRowHeader: true,
          minWidth: 130,
          cell: (row) => (
            <>
              <span className="mono">{row.returnedUser}</span>
              {row.method === 'rds-token' && (
                <Box variant="small" display="block">
                  RDS login token
                </Box>
              )}
              {row.requestedUser && row.requestedUser !== row.returnedUser && (
                <Box variant="small" display="block">
                  for <span className="mono">{row.requestedUser}</span>
                </Box>
              )}
            </>
          ),
        },
        {
          id: 'expiresAt',
          header: 'Expires',
          sortingComparator: soonestFirst,
          minWidth: 180,
          cell: (row) => (
            <>
              <Countdown expiresAt={row.expiresAt} skewMs={skewMs} />
              <Box variant="small" display="block">
                {describeDuration(row.durationSeconds)} {row.method === 'rds-token' ? 'always' : 'asked for'}
              </Box>
            </>
          ),
        },
        {
          id: 'cluster',
          header: 'Cluster / database',
          sortingField: 'cluster',
          minWidth: 150,
          cell: (row) => (
            <span className="mono">
              {row.cluster}
              {row.database && ` / ${row.database}`}
            </span>
          ),
        },
        {
          id: 'minted',
          header: 'Minted',
          sortingField: 'mintedAt',
          minWidth: 150,
          cell: (row) => (
            <>
              <Time at={row.mintedAt} /> by {row.mintedBy}
              <Box variant="small" display="block">
                <MintedFor realm={realm} row={row} />
              </Box>
            </>
          ),
        },
        {
          id: 'held',
          header: 'Held by the server',
          minWidth: 130,
          cell: (row) =>
            row.method === 'rds-token' ? (
              <Marked type="stopped" word="No">
                every login signs a token of its own
              </Marked>
            ) : row.held ? (
              <Marked type="success" word="Yes">
                the next test uses them
              </Marked>
            ) : (
              <Marked type="stopped" word="No">
                the next test mints new ones
              </Marked>
            ),
        },
        {
          id: 'usedBy',
          header: 'Hits',
          minWidth: 150,
          cell: (row) => <UsedBy realm={realm} connIds={row.usedBy} of={row.returnedUser} />,
        },
        {
          id: 'actions',
          header: 'Actions',
          minWidth: 140,
          cell: (row) => (
            <SpaceBetween size="xxs" direction="vertical">
              {mintsFor(row) && (
                <TestButton
                  variant="inline-link"
                  {...mayMint}
                  loading={minting.has(row.id)}
                  ariaLabel={`Mint a new one for ${row.returnedUser} on ${row.cluster}`}
                  onClick={() => onMint(row)}
                >
                  Mint a new one
                </TestButton>
              )}
              <Button
                variant="inline-link"
                {...mayMint}
                ariaLabel={`Forget ${row.returnedUser} on ${row.cluster}`}
                onClick={() => onForget(row)}
              >
                Forget
              </Button>
            </SpaceBetween>
          ),
        },
      ]}
    />
  );
}

/** What still works by its end, then what is over. For the order the reader's clock is good enough. */
function soonestFirst(a: MintedDto, b: MintedDto): number {
  const now = Date.now();
  const over = (row: MintedDto) => Number(expiryState(row.expiresAt, now) === 'expired');
  return over(a) - over(b) || Date.parse(a.expiresAt) - Date.parse(b.expiresAt);
}

/**
 * The connection through which the same login can be minted anew, preferably the one it was minted for; undefined when
 * none logs in so any more, and for tokens of RDS, which are signed at the login.
 */
export function mintsFor(row: MintedDto): string | undefined {
  if (row.method === 'rds-token') return undefined;
  return row.usedBy.includes(row.connId) ? row.connId : row.usedBy[0];
}

function MintedFor({ realm, row }: { realm: string; row: MintedDto }) {
  const connection = <span className="mono">{row.connId}</span>;
  if (row.runId && row.connectionExists) {
    const href = `${connectionHref(realm, row.connId)}?tab=history&run=${encodeURIComponent(row.runId)}`;
    return (
      <AppLink href={href} fontSize="inherit">
        test of {connection}
      </AppLink>
    );
  }
  if (row.runId) return <>test of {connection}, a draft or deleted since</>;
  return <>for {connection}, without a test</>;
}
