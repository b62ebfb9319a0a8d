import { DEFAULT_QUERY, type ListQuery } from './list-query';

/** A filter that is worth a button with a count above the list. */
export interface QuickFilter {
  readonly id: string;
  readonly label: string;
  /** It counts only where the realm's jobs are known. */
  readonly needsJobs?: true;
  readonly query: Pick<ListQuery, 'tokens' | 'operation' | 'sort' | 'descending'>;
}

const byName = { operation: 'and', sort: DEFAULT_QUERY.sort, descending: false } as const;

export const QUICK_FILTERS: readonly QuickFilter[] = [
  {
    id: 'attention',
    label: 'Needs attention',
    query: {
      tokens: [
        { key: 'severity', operator: '=', value: 'high' },
        { key: 'outcome', operator: '=', value: 'failed' },
      ],
      operation: 'or',
      sort: 'attention',
      descending: true,
    },
  },
  {
    id: 'failed',
    label: 'Failed last test',
    query: { ...byName, tokens: [{ key: 'outcome', operator: '=', value: 'failed' }] },
  },
  {
    id: 'expired',
    label: 'Credentials expired',
    query: { ...byName, tokens: [{ key: 'expiry', operator: '=', value: 'expired' }] },
  },
  {
    id: 'untested',
    label: 'Never tested',
    query: { ...byName, tokens: [{ key: 'outcome', operator: '=', value: 'never' }] },
  },
  {
    id: 'disabled',
    label: 'Disabled',
    query: { ...byName, tokens: [{ key: 'enabled', operator: '=', value: 'false' }] },
  },
  {
    id: 'unused',
    label: 'Unused',
    needsJobs: true,
    query: { ...byName, tokens: [{ key: 'jobs', operator: '=', value: 'unused' }] },
  },
];

/** How many connections each quick filter would show, by its id; those that need unknown jobs are left out. */
export type QuickFigures = Readonly<Record<string, number>>;
