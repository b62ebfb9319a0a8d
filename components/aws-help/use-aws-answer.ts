'use client';

import { useQuery } from '@tanstack/react-query';
import type { AwsAnswer } from '@/lib/services/aws-help/aws-answer';
import type { AwsNames } from '@/lib/services/aws-help/aws-names';
import type { Place } from '@/lib/services/aws-help/place';
import type { SecretContent } from '@/lib/services/aws-help/read-secret-keys';
import { fetchJson } from '../fetch-json/fetch-json';

/** Long enough for filling one form in, short enough for a cluster that was just made. */
const FRESH_MS = 60_000;

/** What can be asked, and what the answers hold. */
interface Answers {
  readonly clusters: { readonly places: readonly Place[] };
  readonly workgroups: { readonly places: readonly Place[] };
  readonly parameters: AwsNames;
  readonly secrets: AwsNames;
  readonly 'secret-keys': SecretContent;
}

/** Asks AWS by way of the server, once `asked`: never just because a page was opened. */
export function useAwsAnswer<What extends keyof Answers>(
  realm: string,
  what: What,
  asked: boolean,
  query: Readonly<Record<string, string>> = {},
) {
  return useQuery({
    queryKey: ['aws', realm, what, query],
    queryFn: ({ signal }) => {
      const search = new URLSearchParams(query);
      const base = `/api/realms/${encodeURIComponent(realm)}/aws/${what}`;
      return fetchJson<AwsAnswer<Answers[What]>>(search.size > 0 ? `${base}?${search}` : base, signal);
    },
    enabled: asked,
    staleTime: FRESH_MS,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
