'use client';

import Alert from '@cloudscape-design/components/alert';
import type { Permission } from '@/lib/auth/permissions';
import { useGate } from './access';

/** Says above a form that the reader's role cannot save it; nothing when it can. */
export function NoPermission({ realm, permission }: { realm: string | null; permission: Permission }) {
  const { disabledReason } = useGate(realm)(permission);
  return disabledReason ? (
    <Alert type="info" header="You can look, but not change anything here">
      {disabledReason} An admin can give it to you.
    </Alert>
  ) : null;
}
