'use client';

import { I18nProvider, type I18nProviderProps } from '@cloudscape-design/components/i18n';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { NotificationProvider } from '../notifications/notifications';
import type { Display } from './display';
import { DisplayProvider } from './display-provider';

/** What every page stands in: translations of the components' own texts, server state, notifications, display. */
export function Providers({
  messages,
  display,
  saveDisplay,
  children,
}: {
  messages: I18nProviderProps.Messages;
  display: Display;
  saveDisplay: (display: Display) => Promise<unknown>;
  children: ReactNode;
}) {
  const [queryClient] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { retry: 1, staleTime: 5_000, refetchOnWindowFocus: true } },
      }),
  );
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <QueryClientProvider client={queryClient}>
        <DisplayProvider initial={display} save={saveDisplay}>
          <NotificationProvider>{children}</NotificationProvider>
        </DisplayProvider>
      </QueryClientProvider>
    </I18nProvider>
  );
}
