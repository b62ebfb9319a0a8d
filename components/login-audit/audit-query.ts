import {
  type FilterToken,
  formatListQuery,
  formatToken,
  type ListQuery,
  parseListQuery,
} from '@/lib/listing/list-query';

/**
 * The list's query as the audit reads it from the address: the same language, but what needs attention comes first
 * unless the address names an order.
 */
export function parseAuditQuery(params: URLSearchParams): ListQuery {
  const query = parseListQuery(params);
  return params.has('sort') ? query : { ...query, sort: 'attention', descending: true };
}

/** The query as the audit's address, its own default order left out. */
export function formatAuditQuery(query: ListQuery): URLSearchParams {
  const params = formatListQuery(query);
  if (query.sort === 'attention' && query.descending) params.delete('sort');
  else if (!params.has('sort')) params.set('sort', query.sort);
  return params;
}

/**
 * The query narrowed by further tokens, from its first page; null when that cannot be said in one filter: what is
 * joined by "or" takes no further condition.
 */
export function narrowed(query: ListQuery, tokens: readonly FilterToken[]): ListQuery | null {
  if (query.operation === 'or' && query.tokens.length > 1) return null;
  const known = new Set(query.tokens.map(formatToken));
  const added = tokens.filter((token) => !known.has(formatToken(token)));
  return { ...query, operation: 'and', tokens: [...query.tokens, ...added], page: 1 };
}
