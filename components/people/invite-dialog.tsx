'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { ErrorDto } from '@/lib/services/errors';
import { useFirstField } from '../ask-modal/use-first-field';
import { EVERY_REALM, type Invitation } from './people-actions';
import { type ChosenRole, RoleFields } from './role-fields';

/** The button stands outside the form that it, like the Enter key, sends. */
const FORM = 'invite';

/** Invites somebody. */
export function InviteDialog({
  realms,
  onInvite,
  onClose,
}: {
  realms: readonly string[];
  /** Why it was refused; null when the invitation is made. */
  onInvite: (invitation: Invitation) => Promise<ErrorDto | null>;
  onClose: () => void;
}) {
  const field = useFirstField<InputProps.Ref>();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [chosen, setChosen] = useState<ChosenRole>({ role: 'viewer', place: realms[0] ?? EVERY_REALM });
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ErrorDto | null>(null);
  const problemOf = (path: string) => refusal?.problems?.find((problem) => problem.path === path)?.message;
  const invite = async () => {
    setBusy(true);
    const { role, place } = chosen;
    const error = await onInvite({
      name,
      email,
      grants: [{ role, realm: place === EVERY_REALM ? null : place }],
    });
    setBusy(false);
    setRefusal(error);
    if (!error) onClose();
  };
  return (
    <Modal
      visible
      onDismiss={onClose}
      header="Invite somebody"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              form={FORM}
              loading={busy}
              disabled={name.trim() === '' || email.trim() === ''}
            >
              Make an invitation
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        id={FORM}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <SpaceBetween size="m">
          <FormField label="Name" errorText={problemOf('name')}>
            <Input
              ref={field}
              value={name}
              onChange={({ detail }) => setName(detail.value)}
              autoComplete={false}
            />
          </FormField>
          <FormField label="E-mail address" errorText={problemOf('email')}>
            <Input
              type="email"
              value={email}
              onChange={({ detail }) => setEmail(detail.value)}
              autoComplete={false}
            />
          </FormField>
          <RoleFields realms={realms} value={chosen} onChange={setChosen} />
          {refusal && (
            <Alert type="error" header={refusal.message}>
              {refusal.hint}
            </Alert>
          )}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
