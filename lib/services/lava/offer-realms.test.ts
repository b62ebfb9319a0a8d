import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LavaItem } from '../../connectors/lava-item';
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

  it('is offered as far as it can be read, whatever else its entries hold', async () => {
    const entries: LavaItem[] = [
      { realm: { S: 'odd-bare' } },
      { realm: { S: 'odd-types' }, description: { N: '5' }, config: { S: '{}' } },
      { realm: { S: 'odd-number' }, config: { M: { RS_PASSWORD_DURATION: { N: '900' } } } },
      { realm: { S: 'odd-nested' }, config: { M: { RS_PASSWORD_DURATION: { M: {} } } } },
      { realm: { S: 'odd-list' }, config: { L: [{ NULL: true }] } },
      {
        realm: { S: 'odd-sets' },
        config: { M: { RS_PASSWORD_DURATION: { S: '25m' }, hosts: { SS: ['a'] }, key: { B: 'AAEC' } } },
        'x-id': { N: '12345678901234567890' },
      },
    ];
    for (const entry of entries) await store.sandbox.dynamo.putItem('lava.realms', entry);
    const offered = await offerRealms(store.context, place);
    expect(offered.map(({ name, passwordDuration }) => [name, passwordDuration])).toEqual(
      expect.arrayContaining([
        ['odd-bare', null],
        ['odd-list', null],
        ['odd-nested', null],
        ['odd-number', '900'],
        ['odd-sets', '25m'],
        ['odd-types', null],
        ['staging', '20m'],
      ]),
    );
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
