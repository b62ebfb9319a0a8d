'use client';

import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import type { RealmInput } from '@/lib/listing/realm-input';
import type { AccessLine } from '@/lib/services/people/who-has-access';
import type { RealmDto } from '@/lib/services/realms/realm-dto';
import type { RealmTokenDto } from '@/lib/services/tokens/list-realm-tokens';
import { NoPermission } from '../access/no-permission';
import { type Action, callAction } from '../action-result/action-result';
import { useRequestId } from '../action-result/use-request-id';
import { useNotifications } from '../notifications/notifications';
import { ConsolePage } from '../shell/console-page';
import type { OfferRealms } from './offered-realms';
import { RealmForm } from './realm-form';
import { RealmTokens } from './realm-tokens';
import { RealmsHelp } from './realms-help';
import { WhoHasAccess } from './who-has-access';

/** A form's values as an action takes them. */
type Fields = Record<string, string | boolean | number | null | string[]>;

const NEW_REALM: RealmInput = {
  name: '',
  description: '',
  account: '',
  region: '',
  roleArn: '',
  externalId: '',
  kmsAlias: '',
  passwordDuration: '15m',
  protected: false,
  fourEyes: false,
  workerRoleArns: [],
  connectionsTable: '',
  jobsTable: '',
  readOnly: false,
  pullEveryMinutes: '',
};

type CreateRealm = Action<{ realm: Fields; requestId?: string }, RealmDto>;

/** The page on which a realm is created. */
export function NewRealmPage({ create, offer }: { create: CreateRealm; offer: OfferRealms }) {
  const saved = useSaved();
  const requestId = useRequestId();
  return (
    <RealmEditorPage title="Create realm" href="/realms/new">
      <SpaceBetween size="l">
        <NoPermission realm={null} permission="realm:create" />
        <RealmForm
          initial={NEW_REALM}
          existing={false}
          offer={offer}
          save={async (values, goTo) => {
            const result = await callAction(create, {
              realm: toFields(values),
              requestId: requestId.of(values),
            });
            if (!result.ok) return result.error;
            saved(`The realm ${result.data.name} was created.`, goTo);
            return null;
          }}
        />
      </SpaceBetween>
    </RealmEditorPage>
  );
}

/** The page on which a realm's settings are changed. */
export function EditRealmPage({
  realm,
  access,
  tokens,
  revokeToken,
  update,
}: {
  realm: RealmDto;
  /** Who has a role in it; absent where the reader may not see that. */
  access?: readonly AccessLine[];
  /** The tokens that work in it; absent likewise. */
  tokens?: readonly RealmTokenDto[];
  revokeToken: Action<{ id: string }, unknown>;
  update: Action<{ version: number; realm: Fields }, RealmDto>;
}) {
  const saved = useSaved();
  const { name, description, account, region, roleArn, externalId, kmsAlias, passwordDuration } = realm;
  return (
    <RealmEditorPage title={`Edit ${name}`} href={`/realms/${encodeURIComponent(name)}/edit`}>
      <SpaceBetween size="l">
        <NoPermission realm={name} permission="realm:write" />
        <RealmForm
          initial={{
            name,
            description,
            account,
            region,
            roleArn: roleArn ?? '',
            externalId: externalId ?? '',
            kmsAlias,
            passwordDuration,
            protected: realm.protected,
            fourEyes: realm.fourEyes,
            workerRoleArns: [...realm.workerRoleArns],
            connectionsTable: realm.connectionsTable ?? '',
            jobsTable: realm.jobsTable ?? '',
            readOnly: realm.readOnly,
            pullEveryMinutes: realm.pullEveryMinutes === null ? '' : String(realm.pullEveryMinutes),
          }}
          existing
          save={async (values, goTo) => {
            const result = await callAction(update, { version: realm.version, realm: toFields(values) });
            if (!result.ok) return result.error;
            saved(`The realm ${name} was saved.`, goTo);
            return null;
          }}
        />
        {access && <WhoHasAccess realm={name} lines={access} />}
        {tokens && <RealmTokens realm={name} tokens={tokens} revoke={revokeToken} />}
      </SpaceBetween>
    </RealmEditorPage>
  );
}

function RealmEditorPage({ title, href, children }: { title: string; href: string; children: ReactNode }) {
  return (
    <ConsolePage
      realm={null}
      active="/realms"
      contentType="form"
      breadcrumbs={[
        { text: 'Realms', href: '/realms' },
        { text: title, href },
      ]}
      help={<RealmsHelp />}
      header={<Header variant="h1">{title}</Header>}
    >
      {children}
    </ConsolePage>
  );
}

function useSaved() {
  const router = useRouter();
  const { notify } = useNotifications();
  return (header: string, goTo: (href: string) => void) => {
    notify({ type: 'success', header });
    goTo('/realms');
    router.refresh();
  };
}

function toFields(values: RealmInput): Fields {
  const fields: Fields = {};
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined) fields[key] = value;
  }
  return fields;
}
