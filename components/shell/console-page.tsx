'use client';

import AppLayoutToolbar, {
  type AppLayoutToolbarProps,
} from '@cloudscape-design/components/app-layout-toolbar';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import ContentLayout from '@cloudscape-design/components/content-layout';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { usePathname } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { useFollow } from '../app-link/use-follow';
import { NotificationBar } from '../notifications/notifications';
import { HelpContext, type HelpState } from './help';
import { useHydrated } from './use-hydrated';

export interface Crumb {
  readonly text: string;
  readonly href: string;
}

function navigationItems(realm: string | null): SideNavigationProps.Item[] {
  const base = realm ? `/${encodeURIComponent(realm)}` : '';
  const realmItems: SideNavigationProps.Item[] = realm
    ? [
        {
          type: 'section-group',
          title: `Realm ${realm}`,
          items: [
            { type: 'link', text: 'Connections', href: `${base}/connections` },
            { type: 'link', text: 'Credential expiry', href: `${base}/credentials` },
            { type: 'link', text: 'Login audit', href: `${base}/audit` },
            { type: 'link', text: 'lava’s table', href: `${base}/lava` },
            { type: 'link', text: 'Activity', href: `${base}/activity` },
            { type: 'link', text: 'Deleted', href: `${base}/deleted` },
          ],
        },
        { type: 'divider' },
      ]
    : [];
  return [
    ...realmItems,
    { type: 'link', text: 'Realms', href: '/realms' },
    { type: 'link', text: 'Activity of all realms', href: '/trail' },
    { type: 'link', text: 'Field reference', href: '/reference/redshift' },
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
  const pathname = usePathname();
  const [helpOpen, setHelpOpen] = useState(false);
  const [shown, setShown] = useState<ReactNode>(null);
  const [panelPlace, setPanelPlace] = useState<AppLayoutToolbarProps.SplitPanelPreferences>({
    position: 'side',
  });
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
              text: 'Lava Connections',
              href: realm ? `/${encodeURIComponent(realm)}/connections` : '/realms',
            }}
            activeHref={active}
            items={navigationItems(realm)}
            onFollow={follow}
          />
        }
        breadcrumbs={
          breadcrumbs.length > 1 ? (
            <BreadcrumbGroup items={breadcrumbs.map((crumb) => ({ ...crumb }))} onFollow={follow} />
          ) : undefined
        }
        notifications={<NotificationBar />}
        tools={panel}
        toolsHide={!panel}
        toolsOpen={helpOpen}
        onToolsChange={({ detail }) => setHelpOpen(detail.open)}
        splitPanel={splitPanel}
        splitPanelOpen={Boolean(splitPanel)}
        onSplitPanelToggle={({ detail }) => {
          if (!detail.open) onSplitPanelClose?.();
        }}
        splitPanelPreferences={panelPlace}
        onSplitPanelPreferencesChange={({ detail }) => setPanelPlace(detail)}
        content={header ? <ContentLayout header={header}>{children}</ContentLayout> : children}
      />
    </HelpContext.Provider>
  );
}
