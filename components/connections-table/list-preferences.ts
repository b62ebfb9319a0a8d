'use client';

import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { DEFAULT_QUERY, PAGE_SIZES } from '@/lib/listing/list-query';

const KEY = 'lava-connections-list';
const CHANGED = 'lava-connections-list-changed';

/** How this reader likes the list: kept in the browser. `columns` in their order. */
export interface ListPreferences {
  readonly pageSize: number;
  readonly wrapLines: boolean;
  readonly columns: readonly { readonly id: string; readonly visible: boolean }[];
}

function follow(notify: () => void): () => void {
  window.addEventListener(CHANGED, notify);
  window.addEventListener('storage', notify);
  return () => {
    window.removeEventListener(CHANGED, notify);
    window.removeEventListener('storage', notify);
  };
}

function stored(): string | null {
  return window.localStorage.getItem(KEY);
}

/** What was kept, as far as it is what was once written; the defaults serve for the rest. */
function parsed(text: string | null): Partial<ListPreferences> {
  const kept: Partial<Record<keyof ListPreferences, unknown>> = Object(readJson(text));
  const pageSize = PAGE_SIZES.find((size) => size === kept.pageSize);
  return {
    ...(pageSize !== undefined && { pageSize }),
    ...(typeof kept.wrapLines === 'boolean' && { wrapLines: kept.wrapLines }),
    ...(Array.isArray(kept.columns) && { columns: kept.columns.filter(isColumn) }),
  };
}

function isColumn(value: unknown): value is ListPreferences['columns'][number] {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'visible' in value &&
    typeof value.visible === 'boolean'
  );
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}

/** The reader's preferences; columns that are new since they were kept come behind, as they are by default. */
export function useListPreferences(
  defaultColumns: ListPreferences['columns'],
): [ListPreferences, (preferences: ListPreferences) => void] {
  const text = useSyncExternalStore(follow, stored, () => null);
  const preferences = useMemo(() => {
    const { pageSize = DEFAULT_QUERY.pageSize, wrapLines = false, columns = [] } = parsed(text);
    const known = columns.filter(({ id }) => defaultColumns.some((column) => column.id === id));
    const added = defaultColumns.filter(({ id }) => !known.some((column) => column.id === id));
    return { pageSize, wrapLines, columns: [...known, ...added] };
  }, [text, defaultColumns]);
  const keep = useCallback((next: ListPreferences) => {
    window.localStorage.setItem(KEY, JSON.stringify(next));
    window.dispatchEvent(new Event(CHANGED));
  }, []);
  return [preferences, keep];
}
