'use client';

import Button from '@cloudscape-design/components/button';
import type { CollectionPreferencesProps } from '@cloudscape-design/components/collection-preferences';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';

const Waiting = () => <Button variant="icon" iconName="settings" ariaLabel="Preferences" disabled />;

const Preferences = dynamic(() => import('@cloudscape-design/components/collection-preferences'), {
  loading: Waiting,
});

/** A list's preferences; their script (dragging of columns and all) is fetched once the page has come to rest. */
export function DeferredPreferences(props: CollectionPreferencesProps) {
  const [atRest, setAtRest] = useState(false);
  useEffect(() => {
    if (typeof window.requestIdleCallback !== 'function') {
      const timer = setTimeout(() => setAtRest(true), 1000);
      return () => clearTimeout(timer);
    }
    const idle = window.requestIdleCallback(() => setAtRest(true), { timeout: 3000 });
    return () => window.cancelIdleCallback(idle);
  }, []);
  return atRest ? <Preferences {...props} /> : <Waiting />;
}
