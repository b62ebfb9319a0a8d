/** The language of the filter over audit events: the property filter, the URL and the server share it. */

import { timeOf } from './time-of';

/** The properties events can be filtered by. */
export const EVENT_KEYS = ['actor', 'action', 'target', 'outcome', 'realm', 'request', 'time'] as const;
export type EventKey = (typeof EVENT_KEYS)[number];

/** `>=` and `<=` are for times only. */
export const EVENT_OPERATORS = ['>=', '<=', '!=', '!:', '=', ':'] as const;
export type EventOperator = (typeof EVENT_OPERATORS)[number];

export interface EventToken {
  /** Absent: free text. */
  readonly key?: EventKey;
  readonly operator: EventOperator;
  readonly value: string;
}

export interface EventQuery {
  readonly tokens: readonly EventToken[];
  readonly operation: 'and' | 'or';
}

export const OUTCOMES = ['done', 'started', 'failed', 'refused', 'cancelled'] as const;

const MOST_TOKENS = 30;
const pattern = new RegExp(`^(?:(${EVENT_KEYS.join('|')}))?(>=|<=|!=|!:|=|:)([\\s\\S]{0,200})$`);

/** The token, if it says something: a time has to be one, and only times have an order. */
export function checkedToken(token: EventToken): EventToken | null {
  const isOrder = token.operator === '>=' || token.operator === '<=';
  if (isOrder !== (token.key === 'time') || token.value.includes('\0')) return null;
  return isOrder && timeOf(token.value) === null ? null : token;
}

function parseToken(text: string): EventToken | null {
  const match = pattern.exec(text);
  const key = EVENT_KEYS.find((candidate) => candidate === match?.[1]);
  const operator = EVENT_OPERATORS.find((candidate) => candidate === match?.[2]);
  if (!operator || match?.[3] === undefined) return null;
  return checkedToken({ ...(key && { key }), operator, value: match[3] });
}

/** Reads a query from URL parameters; what it does not know is left out. */
export function parseEventQuery(params: URLSearchParams): EventQuery {
  return {
    tokens: params
      .getAll('f')
      .slice(0, MOST_TOKENS)
      .map(parseToken)
      .filter((token) => token !== null),
    operation: params.get('op') === 'or' ? 'or' : 'and',
  };
}

/** The query as URL parameters. */
export function formatEventQuery({ tokens, operation }: EventQuery): URLSearchParams {
  const params = new URLSearchParams();
  for (const { key, operator, value } of tokens) params.append('f', `${key ?? ''}${operator}${value}`);
  if (operation === 'or') params.set('op', 'or');
  return params;
}
