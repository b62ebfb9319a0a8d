'use client';

import { useQuery } from '@tanstack/react-query';
import type { Facets } from '@/lib/listing/connection-row';
import { fetchJson } from '../fetch-json/fetch-json';

/** The values that the realm's connections carry, with counts; undefined while they load. */
export function useFacets(realm: string): Facets | undefined {
  const { data } = useQuery({
    queryKey: ['facets', realm],
    queryFn: ({ signal }) => fetchJson<Facets>(`/api/realms/${encodeURIComponent(realm)}/facets`, signal),
    staleTime: 30_000,
  });
  return data;
}
