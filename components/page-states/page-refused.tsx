'use client';

import Alert from '@cloudscape-design/components/alert';
import Header from '@cloudscape-design/components/header';
import type { ErrorDto } from '@/lib/services/errors';
import { ConsolePage } from '../shell/console-page';

/** The page is not for the reader's role. */
export function PageRefused({ title, refusal }: { title: string; refusal: ErrorDto }) {
  return (
    <ConsolePage
      realm={null}
      active=""
      breadcrumbs={[{ text: title, href: '' }]}
      header={<Header variant="h1">{title}</Header>}
    >
      <Alert type="info" header={refusal.message}>
        {refusal.hint}
      </Alert>
    </ConsolePage>
  );
}
