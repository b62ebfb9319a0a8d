import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openFilledStore } from '../testing/test-store';
import { offerRealms } from './offer-realms';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
});
afterEach(() => store.sandbox.dynamo.fail(null));
afterAll(() => store.close());

describe('lava’s list of realms', () => {
  const place = { region: 'ap-southeast-2', roleArn: '', externalId: '' };

  it('is offered for a new realm, with its duration', async () => {
    const offered = await offerRealms(store.context, place);
    expect(offered.filter(({ name }) => ['dev', 'staging'].includes(name))).toMatchObject([
      { name: 'dev', known: true },
      { name: 'staging', known: false, passwordDuration: '20m', description: 'Rehearsals before a release.' },
    ]);
  });

  it('says when it may not be read, and which region is no region', async () => {
    store.sandbox.dynamo.fail(() => ({ code: 'AccessDeniedException', status: 400 }));
    await expect(offerRealms(store.context, place)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: 'AWS denies dynamodb:Scan on the table lava.realms.',
    });
    await expect(offerRealms(store.context, { ...place, region: 'nowhere' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});
