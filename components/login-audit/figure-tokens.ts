import type { LoginMethod } from '@/lib/connectors/login-method';
import type { FilterToken } from '@/lib/listing/list-query';
import type { MethodFigures } from '@/lib/services/audit/login-summary';

/** A number of the audit beside the count of connections. */
export type FigureKey = Exclude<keyof MethodFigures, 'method'>;

const equals = (key: FilterToken['key'], value: string): FilterToken => ({ key, operator: '=', value });
const differs = (key: FilterToken['key'], value: string): FilterToken => ({ key, operator: '!=', value });

/** What each number counts, its words, and the filter that shows exactly those rows. */
export const FIGURES: Readonly<
  Record<FigureKey, { readonly label: string; readonly tokens: readonly FilterToken[] }>
> = {
  connections: { label: 'Connections', tokens: [] },
  withHigh: { label: 'With high findings', tokens: [equals('severity', 'high')] },
  lastFailed: { label: 'Last test failed', tokens: [equals('outcome', 'failed')] },
  neverTested: { label: 'Never tested', tokens: [equals('outcome', 'never')] },
  plaintext: {
    label: 'May be unencrypted',
    tokens: [differs('tls', 'verified'), differs('tls', 'unverified'), differs('tls', 'not-applicable')],
  },
  disabled: { label: 'Disabled', tokens: [equals('enabled', 'false')] },
};

export const FIGURE_KEYS = [
  'connections',
  'withHigh',
  'lastFailed',
  'neverTested',
  'plaintext',
  'disabled',
] as const;

/** The filter for the rows behind a number of one method, or of all when the method is null. */
export function figureTokens(method: LoginMethod | null, figure: FigureKey): readonly FilterToken[] {
  return [...(method ? [equals('loginMethod', method)] : []), ...FIGURES[figure].tokens];
}

/** A number over all methods. */
export function sumOf(figures: readonly MethodFigures[], key: FigureKey): number {
  return figures.reduce((sum, row) => sum + row[key], 0);
}
