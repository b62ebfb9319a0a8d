import '@cloudscape-design/global-styles/index.css';
import './cloudscape.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import Script from 'next/script';
import type { ReactNode } from 'react';
import { DISPLAY_COOKIE, displayClasses, parseDisplay, SYSTEM_MODE_SCRIPT } from '@/components/shell/display';
import { componentMessages } from '@/components/shell/messages';
import { Providers } from '@/components/shell/providers';
import { saveDisplay } from './actions';

export const metadata: Metadata = {
  title: { default: 'Lava Connections', template: '%s · Lava Connections' },
  description: 'Create, test, watch and audit the database connections of lava.',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const display = parseDisplay((await cookies()).get(DISPLAY_COOKIE)?.value);
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <body className={displayClasses(display)} suppressHydrationWarning>
        {display.mode === 'system' && (
          <Script id="system-mode" strategy="beforeInteractive" {...(nonce && { nonce })}>
            {SYSTEM_MODE_SCRIPT}
          </Script>
        )}
        <Providers messages={componentMessages()} display={display} saveDisplay={saveDisplay}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
