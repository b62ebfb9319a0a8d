import { AppLink } from '../app-link/app-link';
import { named } from '../connection-commands/connection-actions';

/** The page of a realm's requests, or of one. */
export function requestsHref(realm: string, id?: string): string {
  return `/${encodeURIComponent(realm)}/requests${id ? `/${encodeURIComponent(id)}` : ''}`;
}

/** What is said after a change that became a request. */
export function waitingNotice(realm: string, connIds: readonly string[]) {
  return {
    type: 'info' as const,
    header: 'Waits for approval by another editor',
    content: (
      <>
        Nothing has changed yet.{' '}
        <AppLink href={requestsHref(realm)} color="inverted">
          {connIds.length === 1
            ? `Show the request for ${named(connIds)}`
            : `Show the ${connIds.length} requests`}
        </AppLink>
      </>
    ),
  };
}
