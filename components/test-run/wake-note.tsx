'use client';

import Box from '@cloudscape-design/components/box';
import { wakesCompute } from '@/lib/connectors/wakes-compute';

/** What a test of such a connection costs; to be read before it is started. */
export const WAKES_COMPUTE = 'A test may wake Redshift Serverless, which AWS bills while it runs.';

/** The note beside a button that starts a test; nothing for connections that cost nothing to test. */
export function WakeNote({ spec }: { spec: { readonly type?: unknown; readonly host?: unknown } }) {
  if (!wakesCompute(spec)) return null;
  return (
    <Box variant="span" fontSize="body-s" color="text-body-secondary">
      {WAKES_COMPUTE}
    </Box>
  );
}
