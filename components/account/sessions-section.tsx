import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import type { AccountDto } from '@/lib/services/account/get-account';
import { type Action, callAction } from '../action-result/action-result';
import { FittingTable } from '../fitting-table/fitting-table';
import { Time } from '../time/time';
import type { AccountReport } from './account-page';

/** Where one is signed in. */
export function SessionsSection({
  sessions,
  endOthers,
  report,
}: {
  sessions: AccountDto['sessions'];
  endOthers: Action<Record<string, never>, { readonly ended: number }>;
  report: AccountReport;
}) {
  const [busy, setBusy] = useState(false);
  return (
    <FittingTable
      variant="container"
      items={[...sessions]}
      trackBy="id"
      header={
        <Header
          variant="h2"
          counter={`(${sessions.length})`}
          actions={
            <Button
              loading={busy}
              disabled={sessions.length < 2}
              onClick={async () => {
                setBusy(true);
                const result = await callAction(endOthers, {});
                setBusy(false);
                if (!result.ok) return report.failed(result.error.message);
                const { ended } = result.data;
                report.done(`Signed out elsewhere: ${ended} ${ended === 1 ? 'session' : 'sessions'} ended.`);
              }}
            >
              Sign out elsewhere
            </Button>
          }
        >
          Where you are signed in
        </Header>
      }
      columnDefinitions={[
        {
          id: 'browser',
          header: 'Browser',
          cell: ({ browser, current }) => (
            <>
              {browserName(browser)} {current && <Badge color="blue">This one</Badge>}
            </>
          ),
        },
        { id: 'address', header: 'Address', cell: ({ address }) => address ?? '–' },
        { id: 'since', header: 'Signed in', cell: ({ createdAt }) => <Time at={createdAt} /> },
      ]}
    />
  );
}

/** The part of a browser's long description that people know it by. */
function browserName(agent: string | null): string {
  const [, name] = /(Edg|Firefox|Chrome|Safari)\//.exec(agent ?? '') ?? [];
  return name ? name.replace('Edg', 'Edge') : 'Another program';
}
