import { expect, it } from 'vitest';
import { createLog } from './log';
import { inRequest } from './request-scope';

function capture(): { readonly log: ReturnType<typeof createLog>; lines(): Record<string, unknown>[] } {
  const lines: string[] = [];
  return {
    log: createLog({ write: (line: string) => void lines.push(line) }),
    lines: () => lines.map((line) => JSON.parse(line)),
  };
}

it('puts the id of the request on every line of it, also after a wait, and on no other', async () => {
  const { log, lines } = capture();
  await Promise.all(
    ['one', 'two'].map((requestId) =>
      inRequest({ requestId }, async () => {
        log.info('before');
        await new Promise((resolve) => setTimeout(resolve, 5));
        log.info({ from: requestId }, 'after');
      }),
    ),
  );
  log.info('outside');
  expect(lines().map(({ msg, requestId, from }) => [msg, requestId, from])).toEqual([
    ['before', 'one', undefined],
    ['before', 'two', undefined],
    ['after', 'one', 'one'],
    ['after', 'two', 'two'],
    ['outside', undefined, undefined],
  ]);
});

it('keeps the id that a line names itself', () => {
  const { log, lines } = capture();
  inRequest({ requestId: 'later' }, () => log.info({ requestId: 'first' }, 'work of an earlier request'));
  expect(lines()[0]?.requestId).toBe('first');
});

it.each([
  [{ password: 'CANARY' }],
  [{ spec: { password: 'CANARY' } }],
  [{ err: { config: { secretAccessKey: 'CANARY' } } }],
  [{ request: { headers: { authorization: 'Bearer CANARY', cookie: 'CANARY' } } }],
  [{ a: { b: { c: { sessionToken: 'CANARY' } } } }],
  [{ external_id: 'CANARY', token: 'CANARY' }],
  [{ connectionString: 'postgres://u:CANARY@h/d' }],
])('cuts secrets out of %j', (fields) => {
  const { log, lines } = capture();
  log.warn(fields, 'something happened');
  expect(JSON.stringify(lines())).not.toContain('CANARY');
  expect(JSON.stringify(lines())).toContain('[secret]');
});
