'use client';

import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';
import { useHydrated } from '../shell/use-hydrated';
import './auth-frame.css';

/** The frame of the pages that are seen before anybody has signed in. */
export function AuthFrame({
  title,
  description,
  children,
}: {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}) {
  const hydrated = useHydrated();
  return (
    <main className="auth-frame">
      <div className="auth-frame-card">
        <Box variant="p" fontWeight="bold" textAlign="center" padding={{ bottom: 'l' }}>
          Lava Connections
        </Box>
        <Container
          header={
            <Header variant="h1" description={description}>
              {title}
            </Header>
          }
        >
          {/* What is typed before the page works would be lost. */}
          <fieldset disabled={!hydrated} className="auth-frame-fields">
            {children}
          </fieldset>
        </Container>
      </div>
    </main>
  );
}
