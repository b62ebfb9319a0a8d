'use client';

import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import { useMemo } from 'react';
import type { Facets } from '@/lib/listing/connection-row';
import { FILTER_KEYS, type FilterToken, type ListQuery, OPERATORS } from '@/lib/listing/list-query';
import { FILTER_WORDS, isFilterKey, valueLabel } from './filter-labels';

type Filter = Pick<ListQuery, 'tokens' | 'operation'>;

const PROPERTIES: readonly PropertyFilterProps.FilteringProperty[] = FILTER_KEYS.map((key) => {
  const { label, values, operators, options } = FILTER_WORDS[key];
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
  };
});

/** What can be suggested: the fixed values, and what the realm's connections carry, each with its count. */
function suggestions(facets: Facets): PropertyFilterProps.FilteringOption[] {
  return FILTER_KEYS.flatMap((key) => {
    const counted = facets[key] ?? [];
    const fixed = FILTER_WORDS[key].options;
    const values = fixed ? fixed.map((option) => option.value) : counted.map(({ value }) => value);
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
  return {
    ...(propertyKey && { key: propertyKey }),
    operator: known,
    value: String(value ?? '').slice(0, 200),
  };
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
