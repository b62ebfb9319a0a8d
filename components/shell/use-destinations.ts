'use client';

import { useGate, useHasRequests } from '../access/access';
import { requestsHref } from '../requests/waiting-notice';

/** A page that can be gone to. */
export interface Destination {
  readonly text: string;
  readonly href: string;
}

/** The pages of the navigation that the reader may see: those of the realm, and those of the whole console. */
export function useDestinations(realm: string | null): {
  readonly inRealm: readonly Destination[];
  readonly everywhere: readonly Destination[];
} {
  const hasRequests = useHasRequests(realm);
  const gate = useGate(null);
  const may = (permission: 'people:write' | 'activity:read') => !gate(permission).disabled;
  const base = realm ? `/${encodeURIComponent(realm)}` : null;
  return {
    inRealm:
      base === null
        ? []
        : [
            { text: 'Connections', href: `${base}/connections` },
            { text: 'Credential expiry', href: `${base}/credentials` },
            { text: 'Login audit', href: `${base}/audit` },
            { text: 'lava’s table', href: `${base}/lava` },
            ...(hasRequests ? [{ text: 'Requests', href: requestsHref(realm ?? '') }] : []),
            { text: 'Activity', href: `${base}/activity` },
            { text: 'Deleted', href: `${base}/deleted` },
          ],
    everywhere: [
      { text: 'Realms', href: '/realms' },
      ...(may('people:write') ? [{ text: 'People', href: '/people' }] : []),
      { text: 'Settings', href: '/settings' },
      ...(may('activity:read') ? [{ text: 'Activity of all realms', href: '/trail' }] : []),
      { text: 'Field reference', href: '/reference/redshift' },
      { text: 'Roles', href: '/reference/roles' },
    ],
  };
}
