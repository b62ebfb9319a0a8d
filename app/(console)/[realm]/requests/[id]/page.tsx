import type { Metadata } from 'next';
import { RequestPage } from '@/components/requests/request-page';
import { orNotFound } from '@/lib/actions/or-not-found';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { getRequest } from '@/lib/services/changes/get-request';
import { cancelTestAction, startTestAction } from '../../connections/actions';
import { approveRequestAction, refuseRequestAction, withdrawRequestAction } from '../actions';

export const metadata: Metadata = { title: 'Request' };

export default async function Page({ params }: { params: Promise<{ realm: string; id: string }> }) {
  const { realm, id } = await params;
  const name = pathParam(realm);
  const request = await orNotFound(getRequest(await requestContext(), name, pathParam(id)));
  return (
    <RequestPage
      realm={name}
      initial={request}
      actions={{
        approve: approveRequestAction,
        refuse: refuseRequestAction,
        withdraw: withdrawRequestAction,
        startTest: startTestAction,
        cancelTest: cancelTestAction,
      }}
    />
  );
}
