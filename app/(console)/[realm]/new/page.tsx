import Header from '@cloudscape-design/components/header';
import type { Metadata } from 'next';
import { NoPermission } from '@/components/access/no-permission';
import { ConnectionEditor } from '@/components/connection-editor/connection-editor';
import { FormHelp } from '@/components/connection-form/field-help';
import { ConsolePage } from '@/components/shell/console-page';
import { orNotFound } from '@/lib/actions/or-not-found';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { connectionTypeOf } from '@/lib/connectors/connection-types';
import { copyId } from '@/lib/connectors/copy-id';
import { redactSpec } from '@/lib/connectors/redact';
import { DEFAULT_QUERY } from '@/lib/listing/list-query';
import { getConnection } from '@/lib/services/connections/get-connection';
import { listAllConnections } from '@/lib/services/connections/list-connections';
import { getRealm } from '@/lib/services/realms/get-realm';
import {
  cancelTestAction,
  createConnectionAction,
  startTestAction,
  updateConnectionAction,
} from '../connections/actions';

interface Props {
  readonly params: Promise<{ realm: string }>;
  readonly searchParams: Promise<{ from?: string | string[]; type?: string | string[] }>;
}

export const metadata: Metadata = { title: 'Create a connection' };

export default async function NewConnectionPage({ params, searchParams }: Props) {
  const name = pathParam((await params).realm);
  const search = await searchParams;
  const from = [search.from].flat()[0];
  const wanted = [search.type].flat()[0];
  const context = await requestContext();
  const realm = await orNotFound(getRealm(context, name));
  const source = from === undefined ? null : await orNotFound(getConnection(context, name, from));
  const template = source && {
    ...redactSpec(source.spec),
    conn_id: copyId(source.connId, await idsLike(source.connId)),
  };
  const type = source ? String(source.spec.type ?? '') : (connectionTypeOf(wanted)?.type ?? 'redshift');
  const list = `/${encodeURIComponent(name)}/connections`;
  const title = source ? `Duplicate ${source.connId}` : 'Create a connection';

  async function idsLike(connId: string): Promise<string[]> {
    const tokens = [{ key: 'connId', operator: '^', value: connId } as const];
    const rows = await listAllConnections(context, name, { ...DEFAULT_QUERY, tokens });
    return rows.map((row) => row.connId);
  }

  return (
    <ConsolePage
      realm={name}
      active={list}
      breadcrumbs={[
        { text: 'Connections', href: list },
        { text: title, href: '' },
      ]}
      header={
        <Header variant="h1" description="Nothing is stored before you create it.">
          {title}
        </Header>
      }
      help={<FormHelp type={type} />}
    >
      <NoPermission realm={name} permission="connection:write" />
      <ConnectionEditor
        realm={realm}
        type={type}
        template={template ?? undefined}
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
