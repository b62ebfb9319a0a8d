import { jsonRoute } from '@/lib/actions/route';
import { assertNotFromElsewhere } from '@/lib/actions/same-origin';
import { readSecretKeys } from '@/lib/services/aws-help/read-secret-keys';

/** The names of the keys in one secret. Reads it, and is recorded. */
export const GET = jsonRoute<{ realm: string }>(async (context, request, { realm }) => {
  await assertNotFromElsewhere(context, request.headers);
  return readSecretKeys(context, { realm, secretId: new URL(request.url).searchParams.get('secret') ?? '' });
});
