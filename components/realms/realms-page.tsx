'use client';

import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { RealmCheck } from '@/lib/services/realms/check-realm';
import type { HostPolicyNotice } from '@/lib/services/realms/host-policy-notice';
import type { RealmDto } from '@/lib/services/realms/realm-dto';
import { useGate } from '../access/access';
import { type Action, callAction } from '../action-result/action-result';
import { useFollow } from '../app-link/use-follow';
import { useNotifications } from '../notifications/notifications';
import { ConsolePage } from '../shell/console-page';
import { DeleteRealmModal } from './delete-realm-modal';
import { RealmCards } from './realm-cards';
import { RealmCheckResult } from './realm-check-result';
import { RealmNotices } from './realm-notices';
import { RealmsHelp } from './realms-help';

/** The realms of this console: to open, check, edit, create and delete. */
export function RealmsPage({
  realms,
  sandbox,
  hosts,
  check,
  remove,
}: {
  realms: readonly RealmDto[];
  sandbox: boolean;
  hosts: HostPolicyNotice;
  check: Action<{ realm: string }, RealmCheck>;
  remove: Action<{ realm: string; confirmation: string; version: number }, { readonly deleted: string }>;
}) {
  const router = useRouter();
  const follow = useFollow();
  const create = useGate(null)('realm:create');
  const { notify, notifyError } = useNotifications();
  const [checking, setChecking] = useState<string | null>(null);
  const [checked, setChecked] = useState<{ readonly realm: string; readonly check: RealmCheck } | null>(null);
  const [toDelete, setToDelete] = useState<RealmDto | null>(null);
  const [deleting, setDeleting] = useState(false);

  const checkRealm = async ({ name }: RealmDto) => {
    setChecking(name);
    const result = await callAction(check, { realm: name });
    setChecking(null);
    if (result.ok) setChecked({ realm: name, check: result.data });
    else notifyError(result.error, `${name} could not be checked`);
  };

  const deleteRealm = async ({ name, version }: RealmDto, confirmation: string) => {
    setDeleting(true);
    const result = await callAction(remove, { realm: name, confirmation, version });
    setDeleting(false);
    setToDelete(null);
    if (result.ok) notify({ type: 'success', header: `The realm ${name} was deleted.` });
    else notifyError(result.error, `${name} was not deleted`);
    router.refresh();
  };

  return (
    <ConsolePage
      realm={null}
      active="/realms"
      breadcrumbs={[{ text: 'Realms', href: '/realms' }]}
      help={<RealmsHelp />}
      header={
        <Header
          variant="h1"
          counter={`(${realms.length})`}
          description="Each realm is one installation of lava: an AWS account, a region, and how its workers are set up."
          actions={
            <Button variant="primary" href="/realms/new" onFollow={follow} {...create}>
              Create realm
            </Button>
          }
        >
          Realms
        </Header>
      }
    >
      <SpaceBetween size="l">
        <RealmNotices sandbox={sandbox} hosts={hosts} />
        <RealmCards
          realms={realms}
          checking={checking}
          onCheck={(realm) => void checkRealm(realm)}
          onDelete={setToDelete}
        />
      </SpaceBetween>
      {checked && <RealmCheckResult {...checked} onClose={() => setChecked(null)} />}
      {toDelete && (
        <DeleteRealmModal
          realm={toDelete}
          busy={deleting}
          onCancel={() => setToDelete(null)}
          onConfirm={(confirmation) => void deleteRealm(toDelete, confirmation)}
        />
      )}
    </ConsolePage>
  );
}
