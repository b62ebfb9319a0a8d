'use client';

import AppLayoutToolbar, {
  type AppLayoutToolbarProps,
} from '@cloudscape-design/components/app-layout-toolbar';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import ContentLayout from '@cloudscape-design/components/content-layout';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';

import { useFollow } from '../app-link/use-follow';
import { NotificationBar } from '../notifications/notifications';
import { OpenRequests } from '../requests/open-requests';
import { requestsHref } from '../requests/waiting-notice';
import { HelpContext, type HelpState } from './help';
import { type Destination, useDestinations } from './use-destinations';
import { useHydrated } from './use-hydrated';

/** Cloudscape's own limit for its narrow layout. */
const NARROW = 689;
const CONSOLE = 'Lava Connections';

export interface Crumb {
  readonly text: string;
  readonly href: string;
}

/** The navigation's items; the requests that wait are counted beside theirs. */
function navigationItems(
  realm: string | null,
  { inRealm, everywhere }: ReturnType<typeof useDestinations>,
): SideNavigationProps.Item[] {
  const link = (to: Destination) => ({ type: 'link' as const, ...to });
  if (realm === null) return everywhere.map(link);
  const items = inRealm.map((to) =>
    to.href === requestsHref(realm) ? { ...link(to), info: <OpenRequests realm={realm} /> } : link(to),
  );
  return [
    { type: 'section-group', title: `Realm ${realm}`, items },
    { type: 'divider' },
    ...everywhere.map(link),
  ];
}

/** The frame of every page: navigation, breadcrumbs, notifications, and the help panel that pages fill. */
export function ConsolePage({
  realm,
  active,
  breadcrumbs,
  header,
  help,
  contentType = 'default',
  splitPanel,
  onSplitPanelClose,
  children,
}: {
  realm: string | null;
  /** The navigation's address that is marked. */
  active: string;
  /** Below the realm, or below the console where the page belongs to none; the last is the page itself. */
  breadcrumbs: readonly Crumb[];
  header?: ReactNode;
  help?: ReactNode;
  contentType?: 'default' | 'form' | 'table' | 'dashboard';
  /** Open for as long as it is given. */
  splitPanel?: ReactNode;
  onSplitPanelClose?: () => void;
  children: ReactNode;
}) {
  const follow = useFollow();
  const destinations = useDestinations(realm);
  const pathname = usePathname();
  const home = realm ? `/${encodeURIComponent(realm)}/connections` : '/realms';
  const [helpOpen, setHelpOpen] = useState(false);
  const [shown, setShown] = useState<ReactNode>(null);
  const [panelPlace, setPanelPlace] = useState<AppLayoutToolbarProps.SplitPanelPreferences>({
    position: 'side',
  });
  // On a narrow page the panel would otherwise open as little more than its title.
  const [panelSize, setPanelSize] = useState(() =>
    typeof window !== 'undefined' && window.innerWidth < NARROW
      ? Math.round(window.innerHeight * 0.6)
      : undefined,
  );
  const panelOpen = Boolean(splitPanel);
  useEffect(() => {
    if (!panelOpen) return;
    const opener = document.activeElement;
    return () => {
      // What had the focus went away with the panel.
      if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
    };
  }, [panelOpen]);
  const helpState: HelpState = {
    show: (content) => {
      setShown(content);
      setHelpOpen(true);
    },
    follow: setShown,
  };
  const panel = shown ?? help;
  // Cloudscape decides on the narrow layout by the window's width, which the server does not know.
  if (!useHydrated()) return null;
  return (
    <HelpContext.Provider value={helpState}>
      <AppLayoutToolbar
        key={pathname}
        headerSelector="#top-navigation"
        contentType={contentType}
        navigation={
          <SideNavigation
            header={{
              text: CONSOLE,
              href: home,
            }}
            activeHref={active}
            items={navigationItems(realm, destinations)}
            onFollow={follow}
          />
        }
        breadcrumbs={
          <BreadcrumbGroup
            ariaLabel="Breadcrumbs"
            items={[{ text: realm ?? CONSOLE, href: home }, ...breadcrumbs]}
            onFollow={follow}
          />
        }
        notifications={<NotificationBar />}
        tools={panel}
        toolsHide={!panel}
        toolsOpen={helpOpen}
        onToolsChange={({ detail }) => setHelpOpen(detail.open)}
        splitPanel={splitPanel}
        splitPanelOpen={panelOpen}
        onSplitPanelToggle={({ detail }) => {
          if (!detail.open) onSplitPanelClose?.();
        }}
        {...(panelSize !== undefined && { splitPanelSize: panelSize })}
        onSplitPanelResize={({ detail }) => setPanelSize((size) => size && detail.size)}
        splitPanelPreferences={panelPlace}
        onSplitPanelPreferencesChange={({ detail }) => setPanelPlace(detail)}
        content={header ? <ContentLayout header={header}>{children}</ContentLayout> : children}
      />
    </HelpContext.Provider>
  );
}
