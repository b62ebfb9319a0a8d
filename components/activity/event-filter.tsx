'use client';

import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import {
  checkedToken,
  EVENT_KEYS,
  EVENT_OPERATORS,
  type EventKey,
  type EventQuery,
  type EventToken,
  OUTCOMES,
} from '@/lib/listing/event-query';
import type { EventDto } from '@/lib/services/activity/event-dto';

const WORDS: Readonly<Record<EventKey, readonly [label: string, values: string]>> = {
  actor: ['Who', 'People'],
  action: ['Action', 'Actions'],
  target: ['Target', 'Targets'],
  outcome: ['Outcome', 'Outcomes'],
  realm: ['Realm', 'Realms'],
  request: ['Request', 'Requests'],
  time: ['Time (UTC)', 'Times'],
};
const DAY_MS = 86_400_000;
const DAYS = [0, 1, 7, 30];

function properties(keys: readonly EventKey[]): PropertyFilterProps.FilteringProperty[] {
  return keys.map((key) => ({
    key,
    propertyLabel: WORDS[key][0],
    groupValuesLabel: WORDS[key][1],
    operators: key === 'time' ? ['>=', '<='] : ['=', '!=', ':', '!:'],
    ...(key === 'time' && { defaultOperator: '>=' as const }),
  }));
}

/** Suggested are the fixed values, and those of the events in sight. */
function suggestions(
  keys: readonly EventKey[],
  events: readonly EventDto[],
): PropertyFilterProps.FilteringOption[] {
  const today = Date.now();
  const valuesOf: Readonly<Record<EventKey, readonly (string | null)[]>> = {
    actor: events.map(({ actor }) => actor),
    action: events.map(({ action }) => action),
    target: events.map(({ target }) => target),
    outcome: OUTCOMES,
    realm: events.map(({ realm }) => realm),
    request: [],
    time: DAYS.map((days) => new Date(today - days * DAY_MS).toISOString().slice(0, 10)),
  };
  return keys.flatMap((propertyKey) =>
    [...new Set(valuesOf[propertyKey])].flatMap((value) => (value ? [{ propertyKey, value }] : [])),
  );
}

function toToken({ propertyKey, operator, value }: PropertyFilterProps.Token): EventToken | null {
  const known = EVENT_OPERATORS.find((candidate) => candidate === operator);
  const key = EVENT_KEYS.find((candidate) => candidate === propertyKey);
  if (!known || (propertyKey !== undefined && !key)) return null;
  return checkedToken({
    ...(key && { key }),
    operator: known,
    value: String(value ?? '')
      .trim()
      .slice(0, 200),
  });
}

/** The filter over audit events; what it holds stands in the URL as it is. */
export function EventFilter({
  query,
  onChange,
  events,
  total,
  withRealm,
}: {
  query: EventQuery;
  onChange: (query: EventQuery) => void;
  events: readonly EventDto[];
  total: number | undefined;
  withRealm: boolean;
}) {
  const keys = EVENT_KEYS.filter((key) => withRealm || key !== 'realm');
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
      filteringProperties={properties(keys)}
      filteringOptions={suggestions(keys, events)}
      freeTextFiltering={{ operators: [':', '!:'], defaultOperator: ':' }}
      filteringPlaceholder="Filter activity"
      filteringAriaLabel="Filter activity"
      filteringEmpty="No values to suggest"
      countText={total === undefined ? '' : total === 1 ? '1 match' : `${total.toLocaleString('en')} matches`}
      expandToViewport
      tokenLimit={6}
    />
  );
}
