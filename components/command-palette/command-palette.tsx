'use client';

import { useQuery } from '@tanstack/react-query';
import { Command as Cmdk } from 'cmdk';
import { useState } from 'react';
import type { ConnectionPage, ConnectionRow } from '@/lib/listing/connection-row';
import { useGate } from '../access/access';
import { useGo } from '../app-link/use-go';
import { fetchJson } from '../fetch-json/fetch-json';
import { useDestinations } from '../shell/use-destinations';
import './command-palette.css';

export interface Command {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly run: () => void;
}

/** The pages of the navigation, and those that are reached from elsewhere. */
function usePages(realm: string | null, go: (href: string) => void): Command[] {
  const { inRealm, everywhere } = useDestinations(realm);
  const mayWrite = !useGate(realm)('connection:write').disabled;
  const base = `/${encodeURIComponent(realm ?? '')}`;
  const writing =
    realm !== null && mayWrite
      ? [
          { text: 'New connection', href: `${base}/new` },
          { text: 'Import', href: `${base}/import` },
        ]
      : [];
  return [...inRealm, ...writing, ...everywhere, { text: 'Account', href: '/account' }].map(
    ({ text, href }) => ({ id: href, group: 'Pages', label: text, run: () => go(href) }),
  );
}

/** Jumps to a page, a realm or a connection by typing. */
export function CommandPalette({
  realm,
  extra,
  open,
  onOpenChange,
}: {
  realm: string | null;
  extra: readonly Command[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const go = useGo();
  const [search, setSearch] = useState('');

  const pages = usePages(realm, go);
  const text = search.trim();
  const found = useQuery({
    queryKey: ['palette', realm, text],
    enabled: open && realm !== null,
    queryFn: ({ signal }) =>
      fetchJson<ConnectionPage>(
        `/api/realms/${encodeURIComponent(realm ?? '')}/connections?${new URLSearchParams(text ? { f: `:${text}`, size: '20' } : { size: '20' })}`,
        signal,
      ),
    placeholderData: (previous) => previous,
  });

  const close = (run: () => void) => {
    onOpenChange(false);
    setSearch('');
    run();
  };
  const commands = [...pages, ...extra].filter((command) =>
    command.label.toLowerCase().includes(text.toLowerCase()),
  );
  const groups = [...new Set(commands.map((command) => command.group))];
  const wanted = text.toLowerCase();
  const named = (row: ConnectionRow) => row.connId.toLowerCase().includes(wanted);
  // Rows of the search before stay until the answer comes; only those that fit already are offered, names first.
  const connections = (found.data?.rows ?? [])
    .filter((row) =>
      [row.connId, row.description, row.host, row.owner, row.user, row.database].some((value) =>
        value?.toLowerCase().includes(wanted),
      ),
    )
    .sort((a, b) => Number(named(b)) - Number(named(a)));

  return (
    <Cmdk.Dialog
      open={open}
      onOpenChange={onOpenChange}
      label="Search and commands"
      shouldFilter={false}
      className="palette"
      overlayClassName="palette-overlay"
    >
      <Cmdk.Input
        value={search}
        onValueChange={setSearch}
        placeholder="Go to a page, a realm or a connection…"
      />
      <Cmdk.List>
        {commands.length === 0 && connections.length === 0 && (
          <Cmdk.Empty>Nothing is called “{text}” here.</Cmdk.Empty>
        )}
        {connections.length > 0 && (
          <Cmdk.Group heading={`Connections in ${realm}`}>
            {connections.map((row) => (
              <Cmdk.Item
                key={row.id}
                value={`connection:${row.connId}`}
                onSelect={() =>
                  close(() =>
                    go(`/${encodeURIComponent(realm ?? '')}/connections/${encodeURIComponent(row.connId)}`),
                  )
                }
              >
                <span className="mono">{row.connId}</span>
                <small>{row.description ?? row.host}</small>
              </Cmdk.Item>
            ))}
          </Cmdk.Group>
        )}
        {groups.map((group) => (
          <Cmdk.Group key={group} heading={group}>
            {commands
              .filter((command) => command.group === group)
              .map((command) => (
                <Cmdk.Item key={command.id} value={command.id} onSelect={() => close(command.run)}>
                  {command.label}
                </Cmdk.Item>
              ))}
          </Cmdk.Group>
        ))}
      </Cmdk.List>
    </Cmdk.Dialog>
  );
}
