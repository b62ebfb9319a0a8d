'use client';

import Box from '@cloudscape-design/components/box';
import type { JobCount } from '@/lib/listing/connection-row';
import { AppLink } from '../app-link/app-link';
import { connectionHref } from '../connection-commands/connection-actions';

/** How many jobs use the connection, with the way to them; a dash while jobs are not known. */
export function JobsCell({
  realm,
  connId,
  jobs,
}: {
  realm: string;
  connId: string;
  jobs: readonly JobCount[] | null;
}) {
  if (jobs === null) return '–';
  const count = jobs.find((job) => job.connId === connId);
  if (!count) return <Box color="text-status-inactive">Unused</Box>;
  const words = count.jobs === 1 ? '1 job' : `${count.jobs.toLocaleString('en')} jobs`;
  return (
    <>
      <AppLink href={`${connectionHref(realm, connId)}?tab=jobs`} ariaLabel={`${words} of ${connId}`}>
        {words}
      </AppLink>
      {count.enabled < count.jobs && (
        <Box variant="span" color="text-body-secondary" fontSize="body-s">
          {' '}
          {count.enabled} enabled
        </Box>
      )}
    </>
  );
}
