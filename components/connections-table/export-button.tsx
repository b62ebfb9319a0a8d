'use client';

import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { DEFAULT_QUERY, formatListQuery, type ListQuery } from '@/lib/listing/list-query';
import type { ExportFormat } from '@/lib/listing/transfer';

const FORMATS: readonly { readonly id: ExportFormat; readonly text: string }[] = [
  { id: 'json', text: 'One JSON file' },
  { id: 'yaml', text: 'One YAML file' },
  { id: 'json-files', text: 'ZIP, a JSON file for each' },
  { id: 'yaml-files', text: 'ZIP, a YAML file for each' },
];

/** Downloads the specs of exactly those connections that the filter shows, on all pages, in their order. */
export function ExportButton({
  realm,
  query,
  total,
}: {
  realm: string;
  query: ListQuery;
  total: number | undefined;
}) {
  const { page, pageSize } = DEFAULT_QUERY;
  const address = formatListQuery({ ...query, page, pageSize }).toString();
  const url = (format: ExportFormat) =>
    `/api/realms/${encodeURIComponent(realm)}/export?${address}${address && '&'}format=${format}`;
  const filtered = query.tokens.length > 0;
  return (
    <ButtonDropdown
      expandToViewport
      disabled={!total}
      items={[
        {
          id: 'formats',
          text: title(total ?? 0, filtered),
          items: FORMATS.map(({ id, text }) => ({ id, text, href: url(id), download: true })),
        },
      ]}
    >
      Export
    </ButtonDropdown>
  );
}

function title(total: number, filtered: boolean): string {
  const connections = total === 1 ? '1 connection' : `${total.toLocaleString('en')} connections`;
  return filtered ? `The ${connections} that match` : `All ${connections}`;
}
