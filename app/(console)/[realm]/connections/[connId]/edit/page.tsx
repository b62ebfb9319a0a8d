import Alert from '@cloudscape-design/components/alert';
import Header from '@cloudscape-design/components/header';
import type { Metadata } from 'next';
import { AppLink } from '@/components/app-link/app-link';
import { ConnectionForm } from '@/components/connection-form/connection-form';
import { FormHelp } from '@/components/connection-form/field-help';
import { ConsolePage } from '@/components/shell/console-page';
import { orNotFound } from '@/lib/actions/or-not-found';
import { requestContext } from '@/lib/auth/request-context';
import { redactSpec } from '@/lib/connectors/redact';
import { connectorFor } from '@/lib/connectors/registry';
import { getConnection } from '@/lib/services/connections/get-connection';
import { getRealm } from '@/lib/services/realms/get-realm';
import {
  cancelTestAction,
  createConnectionAction,
  startTestAction,
  updateConnectionAction,
} from '../../actions';

interface Props {
  readonly params: Promise<{ realm: string; connId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Edit ${decodeURIComponent((await params).connId)}` };
}

export default async function EditConnectionPage({ params }: Props) {
  const name = decodeURIComponent((await params).realm);
  const connId = decodeURIComponent((await params).connId);
  const context = await requestContext();
  const realm = await orNotFound(getRealm(context, name));
  const { spec, version } = await orNotFound(getConnection(context, name, connId));
  const connector = connectorFor(spec.type);
  const list = `/${encodeURIComponent(name)}/connections`;
  const page = `${list}/${encodeURIComponent(connId)}`;
  return (
    <ConsolePage
      realm={name}
      active={list}
      breadcrumbs={[
        { text: name, href: list },
        { text: 'Connections', href: list },
        { text: connId, href: page },
        { text: 'Edit', href: '' },
      ]}
      header={<Header variant="h1">Edit {connId}</Header>}
      help={connector && <FormHelp type={connector.type} />}
    >
      {connector ? (
        <ConnectionForm
          realm={realm}
          type={connector.type}
          stored={{ connId, version, spec: redactSpec(spec) }}
          actions={{
            create: createConnectionAction,
            update: updateConnectionAction,
            startTest: startTestAction,
            cancelTest: cancelTestAction,
          }}
        />
      ) : (
        <Alert type="info" header={`Connections of the type ${String(spec.type)} cannot be edited here yet`}>
          They can be looked at and tested, but only Redshift connections have a form.{' '}
          <AppLink href={page}>Go to {connId}</AppLink>
        </Alert>
      )}
    </ConsolePage>
  );
}
