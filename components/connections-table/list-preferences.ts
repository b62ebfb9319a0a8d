'use client';

import { useCallback, useMemo, useSyncExternalStore } from 'react';
import * as z from 'zod/mini';
import { DEFAULT_QUERY, PAGE_SIZES } from '@/lib/listing/list-query';

const KEY = 'lava-connections-list';
const CHANGED = 'lava-connections-list-changed';

const schema = z.object({
  pageSize: z.number().check(z.refine((size) => PAGE_SIZES.some((allowed) => allowed === size))),
  wrapLines: z.boolean(),
  columns: z.array(z.object({ id: z.string(), visible: z.boolean() })),
});

/** How this reader likes the list: kept in the browser. `columns` in their order. */
export type ListPreferences = z.output<typeof schema>;

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

function parsed(text: string | null): Partial<ListPreferences> {
  const result = z.partial(schema).safeParse(readJson(text));
  return result.success ? result.data : {};
}

/** What was kept, or nothing when it cannot be read: then the defaults serve. */
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
