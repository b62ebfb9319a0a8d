import { ConsolePage } from '@/components/shell/console-page';
import { requestContext } from '@/lib/auth/request-context';
import { parseListQuery } from '@/lib/listing/list-query';
import { listConnections } from '@/lib/services/connections/list-connections';

export default async function P({ params }: { params: Promise<{ realm: string }> }) {
  const realm = decodeURIComponent((await params).realm);
  const page = await listConnections(await requestContext(), realm, parseListQuery(new URLSearchParams()));
  return (
    <ConsolePage realm={realm} active={`/${realm}/connections`} breadcrumbs={[]}>
      <ul>
        {page.rows.map((row) => (
          <li key={row.id}>
            {row.connId} {row.loginMethod} {row.findingCodes.join()}
          </li>
        ))}
      </ul>
    </ConsolePage>
  );
}
