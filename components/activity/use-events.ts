'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { EventDto } from '@/lib/services/activity/event-dto';
import type { EventPage } from '@/lib/services/activity/list-events';
import { fetchJson } from '../fetch-json/fetch-json';

const TAIL_MS = 2_000;

/** What the tail has brought since the first page was read. */
interface Tail {
  readonly address: string;
  readonly head: number;
  readonly events: readonly EventDto[];
}

/**
 * The events that a filter shows, newest first: pages of older ones on demand, and every two seconds what is new, unless
 * paused. `fresh` are those that came while the page was open.
 */
export function useEvents(url: string, filter: string, paused: boolean) {
  const address = `${url}?${filter}`;
  const separator = filter === '' ? '' : '&';
  const pages = useInfiniteQuery({
    queryKey: ['activity', address],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<EventPage>(
        pageParam === null ? address : `${address}${separator}before=${pageParam}`,
        signal,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ events, total }) =>
      events.length === 0 || events.length === total ? undefined : events.at(-1)?.seq,
    // The tail brings what is new; read anew, the marks of new rows would be lost.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const first = pages.data?.pages[0];
  const [kept, setKept] = useState<Tail>({ address, head: 0, events: [] });
  const tail = kept.address === address ? kept : { address, head: 0, events: [] };
  const head = Math.max(tail.head, first?.head ?? 0);
  const { data: newer, error: tailError } = useQuery({
    queryKey: ['activity-tail', address],
    queryFn: ({ signal }) => fetchJson<EventPage>(`${address}${separator}after=${head}`, signal),
    enabled: first !== undefined && !paused,
    refetchInterval: TAIL_MS,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  useEffect(() => {
    if (!newer) return;
    setKept((before) => {
      const known = before.address === address ? before : { address, head: 0, events: [] };
      if (newer.head <= known.head) return known === before ? before : known;
      const seen = new Set(known.events.map(({ seq }) => seq));
      return {
        address,
        head: newer.head,
        events: [...newer.events.filter(({ seq }) => !seen.has(seq)), ...known.events],
      };
    });
  }, [newer, address]);

  const older = pages.data?.pages.flatMap(({ events }) => events) ?? [];
  const atFirst = first?.head ?? 0;
  const fresh = tail.events.filter(({ seq }) => seq > atFirst);
  return {
    events: [...fresh, ...older],
    fresh: new Set(fresh.map(({ seq }) => seq)),
    total: first?.total == null ? undefined : first.total + fresh.length,
    /** Whether anything could be read. */
    known: first !== undefined,
    loading: pages.isPending,
    error: pages.error ?? (paused ? null : tailError),
    retry: () => void pages.refetch(),
    more: pages.hasNextPage ? () => void pages.fetchNextPage() : undefined,
    readingMore: pages.isFetchingNextPage,
  };
}
