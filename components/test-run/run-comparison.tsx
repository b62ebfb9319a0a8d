'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RunDto } from '@/lib/services/tests/run-dto';
import { fetchJson } from '../fetch-json/fetch-json';
import { Time } from '../time/time';
import { ComparedRuns } from './compared-runs';
import { runUrl } from './use-test-run';

/** Offers to set the last run that passed beside this one. */
export function RunComparison({ run, realm }: { run: RunDto; realm: string }) {
  const [wanted, setWanted] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['passed-before', realm, run.id],
    queryFn: ({ signal }) =>
      fetchJson<{ run: RunDto | null }>(`${runUrl(realm, run.id)}/passed-before`, signal),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!wanted || isFetching) {
    return (
      <Button loading={isFetching} onClick={() => setWanted(true)}>
        Compare with the last run that passed
      </Button>
    );
  }
  if (error) {
    return (
      <Alert type="error" action={<Button onClick={() => refetch()}>Try again</Button>}>
        {error.message}
      </Alert>
    );
  }
  if (!data?.run) return <Box color="text-body-secondary">No earlier run of this connection passed.</Box>;
  return (
    <SpaceBetween size="xs">
      <Header
        variant="h3"
        description={
          <>
            That run began <Time at={data.run.startedAt} />.
          </>
        }
      >
        Compared with the last run that passed
      </Header>
      <ComparedRuns before={data.run} after={run} beforeTitle="Passed then" afterTitle="This run" />
    </SpaceBetween>
  );
}
