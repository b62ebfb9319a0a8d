import { jsonRoute } from '@/lib/actions/route';
import { parseListQuery } from '@/lib/listing/list-query';
import { loginSummary } from '@/lib/services/audit/login-summary';

/** How the connections log in, for the rows that the filter shows. */
export const GET = jsonRoute<{ realm: string }>((context, request, { realm }) =>
  loginSummary(context, realm, parseListQuery(new URL(request.url).searchParams)),
);
