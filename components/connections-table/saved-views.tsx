'use client';

import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { formatListQuery, type ListQuery, parseListQuery } from '@/lib/listing/list-query';
import type { ViewDto } from '@/lib/services/views/view-dto';
import { type Action, callAction } from '../action-result/action-result';
import { fetchJson } from '../fetch-json/fetch-json';
import { useNotifications } from '../notifications/notifications';

// Fetched when the first view is saved.
const SaveViewDialog = dynamic(() => import('./save-view-dialog').then((module) => module.SaveViewDialog), {
  loading: () => null,
});

export interface ViewActions {
  readonly saveView: Action<{ realm: string; name: string; query: string }, ViewDto>;
  readonly deleteView: Action<{ realm: string; name: string }, { readonly deleted: string }>;
}

/** The reader's named filters: choose, save the current one, delete. */
export function SavedViews({
  realm,
  query,
  onChange,
  actions,
}: {
  realm: string;
  query: ListQuery;
  onChange: (change: Partial<ListQuery>) => void;
  actions: ViewActions;
}) {
  const queryClient = useQueryClient();
  const { notify, notifyError } = useNotifications();
  const [saving, setSaving] = useState(false);
  const queryKey = ['views', realm];
  const { data: views = [] } = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      fetchJson<readonly ViewDto[]>(`/api/realms/${encodeURIComponent(realm)}/views`, signal),
  });
  const current = formatListQuery({ ...query, page: 1 }).toString();
  const shown = views.find((view) => view.query === current);

  const remove = async (name: string) => {
    const result = await callAction(actions.deleteView, { realm, name });
    if (result.ok) notify({ type: 'success', header: `View "${name}" deleted.` });
    else notifyError(result.error);
    await queryClient.invalidateQueries({ queryKey });
  };

  const items: ButtonDropdownProps.ItemOrGroup[] = [
    {
      id: 'views',
      text: 'Saved views',
      items: views.map((view) => ({
        id: `show ${view.name}`,
        text: view.name,
        itemType: 'checkbox',
        checked: view === shown,
      })),
    },
    {
      id: 'change',
      text: 'This filter',
      items: [
        { id: 'save', text: 'Save this filter as a view…' },
        ...(shown ? [{ id: 'delete', text: `Delete the view "${shown.name}"` }] : []),
      ],
    },
  ];

  return (
    <>
      <ButtonDropdown
        expandToViewport
        items={views.length > 0 ? items : items.slice(1)}
        onItemClick={({ detail }) => {
          if (detail.id === 'save') setSaving(true);
          else if (detail.id === 'delete' && shown) void remove(shown.name);
          else {
            const view = views.find(({ name }) => detail.id === `show ${name}`);
            if (view) onChange({ ...parseListQuery(new URLSearchParams(view.query)), page: 1 });
          }
        }}
      >
        {shown ? `View: ${shown.name}` : 'Views'}
      </ButtonDropdown>
      {saving && (
        <SaveViewDialog
          existing={views.map(({ name }) => name)}
          onClose={() => setSaving(false)}
          onSave={async (name) => {
            const result = await callAction(actions.saveView, { realm, name, query: current });
            if (!result.ok) return result.error;
            notify({ type: 'success', header: `View "${result.data.name}" saved.` });
            await queryClient.invalidateQueries({ queryKey });
            return null;
          }}
        />
      )}
    </>
  );
}
