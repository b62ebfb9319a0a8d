'use client';

import Badge from '@cloudscape-design/components/badge';
import { useQuery } from '@tanstack/react-query';
import { requestsQuery } from './requests-query';

/** How many requests of the realm wait; nothing while there are none. */
export function OpenRequests({ realm }: { realm: string }) {
  const { data } = useQuery(requestsQuery(realm));
  const count = data?.open.length ?? 0;
  if (count === 0) return null;
  return <Badge color="blue">{count.toLocaleString('en')} waiting</Badge>;
}
