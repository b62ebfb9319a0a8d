'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatListQuery, type ListQuery, parseListQuery } from '@/lib/listing/list-query';
import type { ErrorDto } from '@/lib/services/errors';
import type { ViewDto } from '@/lib/services/views/view-dto';
import { type Action, callAction } from '../action-result/action-result';
import { fetchJson } from '../fetch-json/fetch-json';
import { useNotifications } from '../notifications/notifications';

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

function SaveViewDialog({
  existing,
  onSave,
  onClose,
}: {
  existing: readonly string[];
  onSave: (name: string) => Promise<ErrorDto | null>;
  onClose: () => void;
}) {
  const [name, setName] = useState('');
  const [error, setError] = useState<ErrorDto | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const refusal = await onSave(name);
    setBusy(false);
    setError(refusal);
    if (!refusal) onClose();
  };
  const problem = error?.problems?.find(({ path }) => path === 'name')?.message;
  return (
    <Modal
      visible
      onDismiss={onClose}
      header="Save this filter as a view"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={save}>
              Save view
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <FormField
          label="Name"
          description="The filter, the order and the number of rows are kept, for you."
          errorText={problem}
          warningText={existing.includes(name.trim()) ? 'Saving replaces the view of this name.' : undefined}
        >
          <Input
            value={name}
            onChange={({ detail }) => setName(detail.value)}
            autoComplete={false}
            autoFocus
          />
        </FormField>
      </form>
      {error && !problem && (
        <Alert type="error" header={error.message}>
          {error.hint}
        </Alert>
      )}
    </Modal>
  );
}
