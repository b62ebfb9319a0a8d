import type { z } from 'zod';
import type { SyncState } from '@/lib/connectors/sync-state';
import type { cancelPullInput } from '@/lib/services/lava/cancel-pull';
import type { ComparedPage } from '@/lib/services/lava/compare';
import type { keepHereInput } from '@/lib/services/lava/keep-here';
import type { TakeOverPreview } from '@/lib/services/lava/preview-take-over';
import type { PublicationDto, PublicationSummaryDto } from '@/lib/services/lava/publication-dto';
import type { PullDto } from '@/lib/services/lava/pull-state';
import type { ReviewDto } from '@/lib/services/lava/review-publication';
import type {
  retryPublicationInput,
  StartedPublication,
  startPublicationInput,
} from '@/lib/services/lava/start-publication';
import type { startPullInput } from '@/lib/services/lava/start-pull';
import type { takeOverInput } from '@/lib/services/lava/take-over';
import type { ThreeWayDto } from '@/lib/services/lava/three-way';
import type { Action } from '../action-result/action-result';
import { fetchJson } from '../fetch-json/fetch-json';

const base = (realm: string) => `/api/realms/${encodeURIComponent(realm)}/lava`;

/** The key below which everything stands that a pull or a publication changes. */
export const lavaKey = (realm: string) => ['lava', realm] as const;

/** A page of the comparison; `address` is the query as it stands in the URL. */
export function comparedQuery(realm: string, address: string) {
  return {
    queryKey: [...lavaKey(realm), 'compared', address],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      fetchJson<ComparedPage>(`${base(realm)}?${address}`, signal),
  };
}

/** The newest pull, and the newest that is whole. */
export function pullQuery(realm: string) {
  return {
    queryKey: [...lavaKey(realm), 'pull'],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      fetchJson<{ latest: PullDto | null; whole: PullDto | null }>(`${base(realm)}/pull`, signal),
  };
}

/** The three sides of one connection. */
export function threeWayQuery(realm: string, connId: string) {
  return {
    queryKey: [...lavaKey(realm), 'item', connId],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      fetchJson<ThreeWayDto>(`${base(realm)}/items/${encodeURIComponent(connId)}`, signal),
  };
}

/** What publishing would write. */
export function reviewQuery(realm: string, connIds: readonly string[]) {
  const ids = new URLSearchParams(connIds.map((connId) => ['id', connId]));
  return {
    queryKey: [...lavaKey(realm), 'review', ids.toString()],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      fetchJson<ReviewDto>(`${base(realm)}/review?${ids}`, signal),
  };
}

/** How far a publication is. */
export function publicationQuery(realm: string, publicationId: string) {
  return {
    queryKey: [...lavaKey(realm), 'publication', publicationId],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      fetchJson<PublicationDto>(`${base(realm)}/publications/${encodeURIComponent(publicationId)}`, signal),
  };
}

/** The newest publication, whoever began it. */
export function latestPublicationQuery(realm: string) {
  return {
    queryKey: [...lavaKey(realm), 'latest-publication'],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      fetchJson<{ latest: PublicationSummaryDto | null }>(`${base(realm)}/publication`, signal),
  };
}

/** What taking these over would delete or disable here; none: all that is safe to take. */
export async function readTakeOverPreview(
  realm: string,
  connIds: readonly string[],
): Promise<TakeOverPreview> {
  const ids = new URLSearchParams(connIds.map((connId) => ['id', connId]));
  return fetchJson<TakeOverPreview>(`${base(realm)}/take-over?${ids}`);
}

/** The page that compares a realm with lava's table. */
export function lavaHref(realm: string, ...states: SyncState[]): string {
  const query = new URLSearchParams(states.map((state) => ['state', state]));
  return `/${encodeURIComponent(realm)}/lava${query.size > 0 ? `?${query}` : ''}`;
}

/** The page that reviews what would be published: these connections, or everything. */
export function publishHref(realm: string, connIds: readonly string[] = []): string {
  const query = new URLSearchParams(connIds.map((connId) => ['id', connId]));
  return `/${encodeURIComponent(realm)}/lava/publish${query.size > 0 ? `?${query}` : ''}`;
}

/** The page that tells what became of a publication. */
export function publicationHref(realm: string, publicationId: string): string {
  return `${publishHref(realm)}?${new URLSearchParams({ publication: publicationId })}`;
}

/** What can be done with lava's table; pages hand these server actions to their components. */
export interface LavaActions {
  readonly startPull: Action<
    z.input<typeof startPullInput> & { requestId: string },
    { readonly pullId: string }
  >;
  readonly cancelPull: Action<z.input<typeof cancelPullInput>, { readonly cancelled: string }>;
  readonly takeOver: Action<
    z.input<typeof takeOverInput>,
    { readonly taken: readonly string[]; readonly waiting?: readonly string[] }
  >;
  readonly keepHere: Action<z.input<typeof keepHereInput>, ThreeWayDto & { readonly waiting?: true }>;
}

/** What publishing takes. */
export interface PublishActions {
  readonly startPublication: Action<
    z.input<typeof startPublicationInput> & { requestId?: string },
    StartedPublication
  >;
  readonly retryPublication: Action<z.input<typeof retryPublicationInput>, StartedPublication>;
}
