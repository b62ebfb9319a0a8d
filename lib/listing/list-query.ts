/**
 * The language of list filters: what the property filter shows, what stands in the URL and what the server reads
 * are one and the same.
 */

import { parseDuration } from '../connectors/duration';
import { timeOf } from './time-of';

/** The properties a list can be filtered by. */
export const FILTER_KEYS = [
  'type',
  'loginMethod',
  'enabled',
  'tls',
  'finding',
  'severity',
  'owner',
  'outcome',
  'testedAt',
  'updatedAt',
  'updatedBy',
  'duration',
  'expiry',
  'host',
  'user',
  'reference',
  'connId',
  'jobs',
  'lava',
] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

/** `=` equals, `:` contains, `^` starts with; with `!` not so. `>=` and `<=` are for times and durations only. */
export const OPERATORS = ['>=', '<=', '=', '!=', ':', '!:', '^', '!^'] as const;
export type Operator = (typeof OPERATORS)[number];

/** How times are compared, and how durations are. */
export const TIME_OPERATORS = ['>=', '<='] as const satisfies readonly Operator[];
export const DURATION_OPERATORS = ['=', '!=', '>=', '<='] as const satisfies readonly Operator[];

export interface FilterToken {
  /** Absent: free text. */
  readonly key?: FilterKey;
  readonly operator: Operator;
  readonly value: string;
}

export const SORT_KEYS = [
  'connId',
  'type',
  'loginMethod',
  'enabled',
  'tls',
  'host',
  'owner',
  'findings',
  'attention',
  'lastTestedAt',
  'outcome',
  'updatedAt',
  'expiresAt',
  'jobs',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface ListQuery {
  readonly tokens: readonly FilterToken[];
  readonly operation: 'and' | 'or';
  readonly sort: SortKey;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

export const PAGE_SIZES = [20, 50, 100, 200] as const;

export const DEFAULT_QUERY: ListQuery = {
  tokens: [],
  operation: 'and',
  sort: 'connId',
  descending: false,
  page: 1,
  pageSize: 50,
};

const tokenPattern = new RegExp(
  `^(?:(${FILTER_KEYS.join('|')}))?(>=|<=|!=|!:|!\\^|=|:|\\^)([\\s\\S]{0,200})$`,
);

/** A token as one URL value, e.g. `loginMethod=iam`, `host:finance`; free text is `:text`. */
export function formatToken(token: FilterToken): string {
  return `${token.key ?? ''}${token.operator}${token.value}`;
}

/**
 * The token, if it says something: times (`2026-11-28`, `2026-11-28T09:30`, in UTC) and durations (`15m`) have to be
 * such, and only they have an order.
 */
export function checkedToken(token: FilterToken): FilterToken | null {
  const { key, operator, value } = token;
  if (value.includes('\0')) return null;
  const oneOf = (operators: readonly Operator[]) => operators.includes(operator);
  if (key === 'testedAt' || key === 'updatedAt') {
    return oneOf(TIME_OPERATORS) && timeOf(value) ? token : null;
  }
  if (key === 'duration') return oneOf(DURATION_OPERATORS) && isDuration(value) ? token : null;
  return operator === '>=' || operator === '<=' ? null : token;
}

/** Whole seconds that a database can compare. */
function isDuration(value: string): boolean {
  const seconds = parseDuration(value);
  return seconds !== null && Math.abs(seconds) < 2 ** 31;
}

/** The token a URL value stands for; null when it is none (such a value is left out of the query). */
function parseToken(text: string): FilterToken | null {
  const match = tokenPattern.exec(text);
  if (!match?.[2] || match[3] === undefined) return null;
  const key = FILTER_KEYS.find((candidate) => candidate === match[1]);
  const operator = OPERATORS.find((candidate) => candidate === match[2]);
  return operator ? checkedToken({ ...(key && { key }), operator, value: match[3] }) : null;
}

const LAST_PAGE = 100_000;

function parsePage(text: string | null): number {
  const page = /^\d{1,6}$/.test(text ?? '') ? Number(text) : DEFAULT_QUERY.page;
  return page >= 1 && page <= LAST_PAGE ? page : DEFAULT_QUERY.page;
}

function parsePageSize(text: string | null): number {
  return PAGE_SIZES.find((size) => String(size) === text) ?? DEFAULT_QUERY.pageSize;
}

/** Reads a query from URL parameters; anything it does not know falls back to the default. */
export function parseListQuery(params: URLSearchParams): ListQuery {
  const sortText = params.get('sort') ?? '';
  const sort = SORT_KEYS.find((key) => key === sortText.replace(/^-/, ''));
  return {
    tokens: params
      .getAll('f')
      .slice(0, 30)
      .map(parseToken)
      .filter((token) => token !== null),
    operation: params.get('op') === 'or' ? 'or' : 'and',
    sort: sort ?? DEFAULT_QUERY.sort,
    descending: sort !== undefined && sortText.startsWith('-'),
    page: parsePage(params.get('page')),
    pageSize: parsePageSize(params.get('size')),
  };
}

/** The query as URL parameters, defaults left out: the same list always has the same address. */
export function formatListQuery(query: ListQuery): URLSearchParams {
  const params = new URLSearchParams();
  for (const token of query.tokens) params.append('f', formatToken(token));
  if (query.operation === 'or') params.set('op', 'or');
  if (query.sort !== DEFAULT_QUERY.sort || query.descending) {
    params.set('sort', `${query.descending ? '-' : ''}${query.sort}`);
  }
  if (query.page !== 1) params.set('page', String(query.page));
  if (query.pageSize !== DEFAULT_QUERY.pageSize) params.set('size', String(query.pageSize));
  return params;
}

/** The address query that shows exactly the rows with this value, e.g. a part of a chart. */
export function filterHref(base: string, ...tokens: FilterToken[]): string {
  const params = formatListQuery({ ...DEFAULT_QUERY, tokens });
  return params.size > 0 ? `${base}?${params}` : base;
}
