import Header from '@cloudscape-design/components/header';
import type { Metadata } from 'next';
import { NoPermission } from '@/components/access/no-permission';
import { ConnectionEditor } from '@/components/connection-editor/connection-editor';
import { FormHelp } from '@/components/connection-form/field-help';
import { ConsolePage } from '@/components/shell/console-page';
import { orNotFound } from '@/lib/actions/or-not-found';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { redactSpec } from '@/lib/connectors/redact';
import { needsServerless } from '@/lib/connectors/to-serverless';
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
  readonly searchParams: Promise<{ type?: string | string[] }>;
}

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  return { title: `Edit ${pathParam((await params).connId)}` };
}

export default async function EditConnectionPage({ params, searchParams }: Props) {
  const name = pathParam((await params).realm);
  const connId = pathParam((await params).connId);
  const context = await requestContext();
  const realm = await orNotFound(getRealm(context, name));
  const { spec, version, parameter } = await orNotFound(getConnection(context, name, connId));
  const to = (await searchParams).type;
  const list = `/${encodeURIComponent(name)}/connections`;
  const page = `${list}/${encodeURIComponent(connId)}`;
  return (
    <ConsolePage
      realm={name}
      active={list}
      breadcrumbs={[
        { text: 'Connections', href: list },
        { text: connId, href: page },
        { text: 'Edit', href: '' },
      ]}
      header={<Header variant="h1">Edit {connId}</Header>}
      help={<FormHelp type={String(spec.type ?? '')} />}
    >
      <NoPermission realm={name} permission="connection:write" />
      <ConnectionEditor
        realm={realm}
        type={String(spec.type ?? '')}
        stored={{ connId, version, spec: redactSpec(spec), parameter }}
        serverless={needsServerless(spec) && [to].flat()[0] === 'redshift-serverless'}
        actions={{
          create: createConnectionAction,
          update: updateConnectionAction,
          startTest: startTestAction,
          cancelTest: cancelTestAction,
        }}
      />
    </ConsolePage>
  );
}
