'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Role } from '@/lib/auth/permissions';
import type { ErrorDto } from '@/lib/services/errors';
import type { PersonDto } from '@/lib/services/people/person-dto';
import { EVERY_REALM } from './people-actions';
import { type ChosenRole, RoleFields } from './role-fields';

/** Gives somebody a role. */
export function GrantDialog({
  person,
  realms,
  onGrant,
  onClose,
}: {
  person: PersonDto;
  realms: readonly string[];
  /** Why it was refused; null when it is given. */
  onGrant: (chosen: ChosenRole, before: Role | null) => Promise<ErrorDto | null>;
  onClose: () => void;
}) {
  const [chosen, setChosen] = useState<ChosenRole>({ role: 'viewer', place: realms[0] ?? EVERY_REALM });
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ErrorDto | null>(null);
  const before = person.grants.find(
    ({ realm, fromGroup }) => !fromGroup && (realm ?? EVERY_REALM) === chosen.place,
  );
  const give = async () => {
    setBusy(true);
    const error = await onGrant(chosen, before?.role ?? null);
    setBusy(false);
    setRefusal(error);
    if (!error) onClose();
  };
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={`Give ${person.name} a role`}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={give}>
              Give role
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <RoleFields realms={realms} value={chosen} onChange={setChosen} />
        {before && before.role !== chosen.role && (
          <Box color="text-body-secondary">It takes the place of the role {before.role} there.</Box>
        )}
        {refusal && (
          <Alert type="error" header={refusal.message}>
            {refusal.hint}
          </Alert>
        )}
      </SpaceBetween>
    </Modal>
  );
}
