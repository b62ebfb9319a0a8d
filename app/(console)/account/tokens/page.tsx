import type { Metadata } from 'next';
import { TokensPage } from '@/components/account/tokens-page';
import { requestContext } from '@/lib/auth/request-context';
import { listRealms } from '@/lib/services/realms/list-realms';
import { listTokens } from '@/lib/services/tokens/list-tokens';
import { createTokenAction, revokeTokenAction } from '../actions';

export const metadata: Metadata = { title: 'API tokens' };

export default async function Page() {
  const context = await requestContext();
  const realms = await listRealms(context);
  return (
    <TokensPage
      tokens={await listTokens(context)}
      realms={realms.map(({ name }) => ({ name, role: context.actor.roleIn(name) }))}
      create={createTokenAction}
      revoke={revokeTokenAction}
    />
  );
}
