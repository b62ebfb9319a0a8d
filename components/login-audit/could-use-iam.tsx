'use client';

import Alert from '@cloudscape-design/components/alert';
import { AppLink } from '../app-link/app-link';

/** How many connections could do without a stored password, and the way to their drafts. */
export function CouldUseIam({ realm, count }: { realm: string; count: number }) {
  return (
    <Alert type="info">
      {count === 1 ? 'One connection reads' : `${count} connections read`} a password from SSM that could use
      IAM temporary credentials instead.{' '}
      <AppLink href={`/${encodeURIComponent(realm)}/audit/iam`}>Review the drafts</AppLink>
    </Alert>
  );
}
