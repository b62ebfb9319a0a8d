'use client';

import ToggleButton from '@cloudscape-design/components/toggle-button';
import { useQuery } from '@tanstack/react-query';
import { DEFAULT_QUERY, formatToken, type ListQuery } from '@/lib/listing/list-query';
import { QUICK_FILTERS, type QuickFigures } from '@/lib/listing/quick-filters';
import { fetchJson } from '../fetch-json/fetch-json';

function sameFilter(
  one: Pick<ListQuery, 'tokens' | 'operation'>,
  other: Pick<ListQuery, 'tokens' | 'operation'>,
) {
  const text = ({ tokens, operation }: typeof one) =>
    `${tokens.length > 1 ? operation : ''} ${tokens.map(formatToken).join('\n')}`;
  return text(one) === text(other);
}

/** Filters worth a button, with how many rows each would show; pressed again, the filter goes. */
export function QuickFilters({
  realm,
  query,
  onChange,
}: {
  realm: string;
  query: ListQuery;
  onChange: (change: Partial<ListQuery>) => void;
}) {
  const { data: figures } = useQuery({
    queryKey: ['realm', realm, 'figures'],
    queryFn: ({ signal }) =>
      fetchJson<QuickFigures>(`/api/realms/${encodeURIComponent(realm)}/figures`, signal),
  });
  return (
    <section aria-label="Quick filters" className="list-bar">
      {QUICK_FILTERS.filter(({ id, needsJobs }) => !needsJobs || figures?.[id] !== undefined).map(
        ({ id, label, query: filter }) => {
          const pressed = sameFilter(query, filter);
          return (
            <ToggleButton
              key={id}
              pressed={pressed}
              onChange={() =>
                onChange(
                  pressed
                    ? { tokens: [], operation: 'and', sort: DEFAULT_QUERY.sort, descending: false }
                    : filter,
                )
              }
            >
              {label} {figures?.[id]?.toLocaleString('en') ?? ''}
            </ToggleButton>
          );
        },
      )}
    </section>
  );
}
