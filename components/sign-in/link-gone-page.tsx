'use client';

import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { AuthFrame } from './auth-frame';

/** What a one-time link shows that cannot be used. */
export function LinkGonePage({ hint }: { hint: string }) {
  return (
    <AuthFrame title="This link cannot be used">
      <SpaceBetween size="l">
        <div>It has expired, or it was used before. {hint}</div>
        <Button href="/sign-in">Go to sign-in</Button>
      </SpaceBetween>
    </AuthFrame>
  );
}
