import { SYNC_STATES, type SyncState } from '../connectors/sync-state';

/** Which rows of the comparison: of some states (all when empty), whose conn_id contains the text. Pages count from 1. */
export interface ComparedQuery {
  readonly states: readonly SyncState[];
  readonly text: string;
  readonly page: number;
  readonly pageSize: number;
}

const PAGE_SIZE = 50;
const MAX_TEXT = 200;

/** Reads a query from URL parameters; anything it does not know falls back to the default. */
export function parseComparedQuery(params: URLSearchParams): ComparedQuery {
  const page = /^\d{1,6}$/.test(params.get('page') ?? '') ? Number(params.get('page')) : 1;
  return {
    states: SYNC_STATES.filter((state) => params.getAll('state').includes(state)),
    text: (params.get('text') ?? '').replaceAll('\0', '').slice(0, MAX_TEXT),
    page: Math.max(1, page),
    pageSize: PAGE_SIZE,
  };
}

/** The query as URL parameters, defaults left out. */
export function formatComparedQuery({ states, text, page }: ComparedQuery): URLSearchParams {
  const params = new URLSearchParams();
  for (const state of states) params.append('state', state);
  if (text !== '') params.set('text', text);
  if (page !== 1) params.set('page', String(page));
  return params;
}
