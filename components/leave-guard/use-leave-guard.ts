'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { LEAVING } from '../app-link/use-go';

export interface LeaveGuard {
  /** Whether the reader tried to leave and has to decide. */
  readonly asking: boolean;
  readonly stay: () => void;
  readonly leave: () => void;
  /** Goes elsewhere without asking: what was typed is saved. The form's address is replaced in the history. */
  readonly goTo: (href: string) => void;
}

/**
 * While `unsaved`, holds back the ways to leave the page: links and menus of the console, the back button, and closing the page
 * or loading another address, where the browser itself asks.
 */
export function useLeaveGuard(unsaved: boolean): LeaveGuard {
  const router = useRouter();
  const [pending, setPending] = useState<{ readonly go: () => void } | null>(null);
  const released = useRef(false);

  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => {
      if (!released.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [unsaved]);

  // Before React sees the click, so that no link of the console moves on by itself.
  useEffect(() => {
    if (!unsaved) return;
    const hold = (event: MouseEvent) => {
      const href = released.current ? undefined : innerLink(event);
      if (href === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      setPending({ go: () => router.replace(href) });
    };
    window.addEventListener('click', hold, { capture: true });
    return () => window.removeEventListener('click', hold, { capture: true });
  }, [unsaved, router]);

  useEffect(() => {
    if (!unsaved) return;
    const hold = (event: Event) => {
      if (released.current || !(event instanceof CustomEvent)) return;
      const href = String(event.detail);
      event.preventDefault();
      setPending({ go: () => router.replace(href) });
    };
    window.addEventListener(LEAVING, hold);
    return () => window.removeEventListener(LEAVING, hold);
  }, [unsaved, router]);

  // The back button cannot be held back: a second entry of the same address makes it arrive here first.
  useEffect(() => {
    if (!unsaved) return;
    const hold = () => {
      if (window.history.state?.leaveGuard) return;
      window.history.pushState({ ...window.history.state, leaveGuard: true }, '', window.location.href);
    };
    const back = () => {
      if (released.current) return;
      hold();
      setPending({ go: () => window.history.go(-2) });
    };
    hold();
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, [unsaved]);

  return {
    asking: pending !== null,
    stay: () => setPending(null),
    leave: () => {
      released.current = true;
      setPending(null);
      pending?.go();
    },
    goTo: (href) => {
      released.current = true;
      router.replace(href);
      // Pages behind the back button would show what was stored before.
      router.refresh();
    },
  };
}

/** Where a plain click on a link to another page of the console leads; undefined for every other click. */
function innerLink(event: MouseEvent): string | undefined {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    return undefined;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
  if (!link || link.target === '_blank' || link.hasAttribute('download')) return undefined;
  const { origin, pathname, search, hash } = new URL(link.href, window.location.href);
  const samePage = pathname === window.location.pathname && search === window.location.search;
  return origin === window.location.origin && !samePage ? `${pathname}${search}${hash}` : undefined;
}
