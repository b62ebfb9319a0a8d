'use client';

import TopNavigation from '@cloudscape-design/components/top-navigation';
import dynamic from 'next/dynamic';
import { useParams, usePathname } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useGo } from '../app-link/use-go';
import type { Command } from '../command-palette/command-palette';
import { usePaletteShortcut } from '../command-palette/use-palette-shortcut';
import { useDisplay } from './display-provider';
import { signOut } from './sign-out';
import { useHydrated } from './use-hydrated';

// Fetched when it is first opened: most visits never need it.
const CommandPalette = dynamic(
  () => import('../command-palette/command-palette').then((module) => module.CommandPalette),
  { loading: () => null },
);

export interface RealmChoice {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** The sections of a realm that every realm has: whoever goes to another stays in one. */
const SECTIONS = ['credentials', 'audit', 'lava', 'activity', 'deleted', 'requests', 'import', 'new'];

const DISPLAY_ITEMS = {
  light: { mode: 'light' },
  dark: { mode: 'dark' },
  system: { mode: 'system' },
  comfortable: { density: 'comfortable' },
  compact: { density: 'compact' },
  relative: { times: 'relative' },
  exact: { times: 'exact' },
} as const;

function isDisplayItem(id: string): id is keyof typeof DISPLAY_ITEMS {
  return Object.hasOwn(DISPLAY_ITEMS, id);
}

/** The bar over every page: realm switcher, search, display, and who is signed in. */
export function TopBar({
  realms,
  sandbox,
  person,
}: {
  realms: readonly RealmChoice[];
  sandbox: boolean;
  /** Who is signed in. */
  person: { readonly name: string };
}) {
  const go = useGo();
  const pathname = usePathname();
  const params = useParams<{ realm?: string }>();
  const { display, change } = useDisplay();
  const measured = useHydrated();
  const [palette, setPalette] = useState<'never opened' | 'open' | 'closed'>('never opened');
  const opener = useRef<Element | null>(null);
  const openPalette = useCallback(() => {
    opener.current = document.activeElement;
    setPalette('open');
  }, []);
  usePaletteShortcut(
    useCallback(() => {
      if (palette === 'open') setPalette('closed');
      else openPalette();
    }, [palette, openPalette]),
  );
  useEffect(() => {
    // What had the focus went away with the palette.
    if (palette === 'closed' && opener.current instanceof HTMLElement) opener.current.focus();
  }, [palette]);
  const named = params.realm && decodeURIComponent(params.realm);
  const realm = realms.find(({ name }) => name === named)?.name ?? null;
  const chosen = (on: boolean) => (on ? ('check' as const) : undefined);

  const switchRealm = (name: string) => {
    const section = pathname.split('/')[2];
    const kept = SECTIONS.find((part) => part === section) ?? 'connections';
    go(`/${encodeURIComponent(name)}/${kept}`);
  };

  const commands: Command[] = realms.map(({ name }) => ({
    id: `realm:${name}`,
    group: 'Realms',
    label: `Go to realm ${name}`,
    run: () => switchRealm(name),
  }));

  return (
    <header id="top-navigation" data-measured={measured}>
      <TopNavigation
        identity={{
          href: '/',
          title: sandbox ? 'Lava Connections (sandbox)' : 'Lava Connections',
          onFollow: (event) => {
            event.preventDefault();
            go('/');
          },
        }}
        utilities={[
          ...(sandbox
            ? [
                {
                  type: 'button' as const,
                  text: 'Sandbox',
                  title: 'Sandbox: a stand-in for AWS and Redshift on this machine',
                  iconName: 'status-info' as const,
                  href: '/realms',
                  onFollow: (event: CustomEvent) => {
                    event.preventDefault();
                    go('/realms');
                  },
                },
              ]
            : []),
          {
            type: 'button',
            iconName: 'search',
            text: 'Search',
            title: 'Search and commands (Ctrl+K or ⌘K)',
            ariaLabel: 'Search and commands',
            onClick: openPalette,
          },
          {
            type: 'menu-dropdown',
            text: realm ? `Realm: ${realm}` : 'Choose a realm',
            ariaLabel: realm ? `Realm: ${realm}` : 'Choose a realm',
            items: [
              ...realms.map(({ name, account, region }) => ({
                id: `realm:${name}`,
                text: name,
                description: `${account} · ${region}`,
                iconName: chosen(name === realm),
              })),
              { id: 'realms', text: 'Manage realms…' },
            ],
            onItemClick: ({ detail }) => {
              if (detail.id === 'realms') go('/realms');
              else switchRealm(detail.id.slice('realm:'.length));
            },
          },
          {
            type: 'menu-dropdown',
            iconName: 'settings',
            ariaLabel: 'Display settings',
            title: 'Display settings',
            items: [
              {
                id: 'mode',
                text: 'Colours',
                items: [
                  { id: 'system', text: 'As the system', iconName: chosen(display.mode === 'system') },
                  { id: 'light', text: 'Light', iconName: chosen(display.mode === 'light') },
                  { id: 'dark', text: 'Dark', iconName: chosen(display.mode === 'dark') },
                ],
              },
              {
                id: 'density',
                text: 'Density',
                items: [
                  {
                    id: 'comfortable',
                    text: 'Comfortable',
                    iconName: chosen(display.density === 'comfortable'),
                  },
                  { id: 'compact', text: 'Compact', iconName: chosen(display.density === 'compact') },
                ],
              },
              {
                id: 'times',
                text: 'Times',
                items: [
                  { id: 'relative', text: 'Relative', iconName: chosen(display.times === 'relative') },
                  { id: 'exact', text: 'Exact', iconName: chosen(display.times === 'exact') },
                ],
              },
            ],
            onItemClick: ({ detail }) => {
              if (isDisplayItem(detail.id)) change(DISPLAY_ITEMS[detail.id]);
            },
          },
          {
            type: 'menu-dropdown',
            iconName: 'user-profile',
            text: person.name,
            ariaLabel: `${person.name}: account and sign out`,
            items: [
              { id: 'account', text: 'Account' },
              { id: 'tokens', text: 'API tokens' },
              { id: 'sign-out', text: 'Sign out' },
            ],
            onItemClick: ({ detail }) => {
              if (detail.id === 'account') go('/account');
              else if (detail.id === 'tokens') go('/account/tokens');
              else void signOut();
            },
          },
        ]}
      />
      {palette !== 'never opened' && (
        <CommandPalette
          realm={realm}
          extra={commands}
          open={palette === 'open'}
          onOpenChange={(open) => setPalette(open ? 'open' : 'closed')}
        />
      )}
    </header>
  );
}
