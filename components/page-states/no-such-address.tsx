'use client';

import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { AuthFrame } from '../sign-in/auth-frame';

/** What an address shows that is none of the console's, to anybody. */
export function NoSuchAddress() {
  return (
    <AuthFrame title="Not found">
      <SpaceBetween size="l">
        <div>There is no page at this address. It may be mistyped, or cut off where it was copied from.</div>
        <Button href="/">Go to the console</Button>
      </SpaceBetween>
    </AuthFrame>
  );
}
