'use client';

import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import { useMemo } from 'react';
import type { Facets } from '@/lib/listing/connection-row';
import {
  checkedToken,
  FILTER_KEYS,
  type FilterToken,
  type ListQuery,
  OPERATORS,
} from '@/lib/listing/list-query';
import { FILTER_WORDS, isFilterKey, valueLabel } from './filter-labels';

type Filter = Pick<ListQuery, 'tokens' | 'operation'>;

const PROPERTIES: readonly PropertyFilterProps.FilteringProperty[] = FILTER_KEYS.map((key) => {
  const { label, values, operators, options, isTime } = FILTER_WORDS[key];
  return {
    key,
    propertyLabel: label,
    groupValuesLabel: values,
    operators: options
      ? operators.map((operator) => ({
          operator,
          format: (value: unknown) => valueLabel(key, String(value)),
        }))
      : operators,
    ...(isTime && { defaultOperator: '>=' as const }),
  };
});

const DAY_MS = 86_400_000;
/** How long ago the days are that a time can be compared with. */
const DAYS_AGO = [0, 1, 7, 30, 90, 365];

function days(): string[] {
  const today = Date.now();
  return DAYS_AGO.map((ago) => new Date(today - ago * DAY_MS).toISOString().slice(0, 10));
}

/** What can be suggested: the fixed values, and what the realm's connections carry, each with its count. */
function suggestions(facets: Facets): PropertyFilterProps.FilteringOption[] {
  return FILTER_KEYS.flatMap((key) => {
    const counted = facets[key] ?? [];
    const { options: fixed, isTime } = FILTER_WORDS[key];
    const found = isTime ? days() : counted.map(({ value }) => value);
    const values = fixed ? fixed.map((option) => option.value) : found;
    return values.map((value) => {
      const count = counted.find((facet) => facet.value === value)?.count;
      return {
        propertyKey: key,
        value,
        ...(fixed && { label: valueLabel(key, value) }),
        ...(facets[key] && { tags: [count === 1 ? '1 connection' : `${count ?? 0} connections`] }),
      };
    });
  });
}

function toToken({ propertyKey, operator, value }: PropertyFilterProps.Token): FilterToken | null {
  const known = OPERATORS.find((candidate) => candidate === operator);
  if (!known || (propertyKey !== undefined && !isFilterKey(propertyKey))) return null;
  const text = String(value ?? '').slice(0, 200);
  return checkedToken({ ...(propertyKey && { key: propertyKey }), operator: known, value: text });
}

/**
 * The filter over connections: what it holds is the list's query itself, so it can stand in the URL as it is.
 * `facets` gives suggestions with counts, `total` the number of matches that is read out and shown.
 */
export function ConnectionFilter({
  query,
  onChange,
  facets,
  total,
  loading = false,
}: {
  query: Filter;
  onChange: (filter: Filter) => void;
  facets: Facets | undefined;
  total: number | undefined;
  loading?: boolean;
}) {
  const filteringOptions = useMemo(() => suggestions(facets ?? {}), [facets]);
  return (
    <PropertyFilter
      query={{
        operation: query.operation,
        tokens: query.tokens.map(({ key, operator, value }) => ({ propertyKey: key, operator, value })),
      }}
      onChange={({ detail }) =>
        onChange({
          operation: detail.operation,
          tokens: detail.tokens.map(toToken).filter((token) => token !== null),
        })
      }
      filteringProperties={PROPERTIES}
      filteringOptions={filteringOptions}
      freeTextFiltering={{ operators: [':', '!:'], defaultOperator: ':' }}
      filteringPlaceholder="Filter connections"
      filteringAriaLabel="Filter connections"
      filteringEmpty="No values to suggest"
      filteringStatusType={facets ? 'finished' : 'loading'}
      filteringLoadingText="Loading values"
      countText={total === undefined ? '' : total === 1 ? '1 match' : `${total.toLocaleString('en')} matches`}
      loading={loading}
      virtualScroll={filteringOptions.length > 500}
      expandToViewport
      tokenLimit={6}
    />
  );
}
