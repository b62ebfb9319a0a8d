'use client';

import { AppLink } from '../app-link/app-link';
import { connectionHref } from '../connection-commands/connection-actions';
import type { LeaveGuard } from '../leave-guard/use-leave-guard';
import { useNotifications } from '../notifications/notifications';
import { requestsHref, waitingNotice } from '../requests/waiting-notice';

/** Says that a connection was saved, and goes to its page; or that the change waits, and goes to the requests. */
export function useSaved(realm: string, guard: LeaveGuard) {
  const { notify } = useNotifications();
  return (connId: string, created: boolean, waiting: boolean) => {
    if (waiting) {
      notify(waitingNotice(realm, [connId]));
      guard.goTo(requestsHref(realm));
      return;
    }
    const href = connectionHref(realm, connId);
    notify({
      type: 'success',
      header: created ? 'Connection created' : 'Connection saved',
      content: (
        <AppLink href={href} color="inverted">
          {connId}
        </AppLink>
      ),
    });
    guard.goTo(href);
  };
}
