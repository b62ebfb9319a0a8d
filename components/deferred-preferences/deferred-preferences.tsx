'use client';

import Button from '@cloudscape-design/components/button';
import type { CollectionPreferencesProps } from '@cloudscape-design/components/collection-preferences';
import dynamic from 'next/dynamic';
import { useAtRest } from '../at-rest/use-at-rest';

const Waiting = () => <Button variant="icon" iconName="settings" ariaLabel="Preferences" disabled />;

const Preferences = dynamic(() => import('@cloudscape-design/components/collection-preferences'), {
  loading: Waiting,
});

/** A list's preferences; their script (dragging of columns and all) is fetched when the page has come to rest. */
export function DeferredPreferences(props: CollectionPreferencesProps) {
  return useAtRest() ? <Preferences {...props} /> : <Waiting />;
}
