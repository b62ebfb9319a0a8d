'use client';

import { useRouter } from 'next/navigation';
import type { StartedPublication } from '@/lib/services/lava/start-publication';
import { useNotifications } from '../notifications/notifications';
import { requestsHref, waitingNotice } from '../requests/waiting-notice';
import { publicationHref } from './lava-queries';

/** Leads to what becomes of a publication that began, or to the requests that wait instead. */
export function useBegun(realm: string): (begun: StartedPublication) => void {
  const router = useRouter();
  const { notify } = useNotifications();
  return ({ publicationId, waiting }) => {
    if (!waiting) return router.push(publicationHref(realm, publicationId));
    notify(waitingNotice(realm, waiting));
    router.push(requestsHref(realm));
  };
}
