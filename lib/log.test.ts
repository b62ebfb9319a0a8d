import { expect, it } from 'vitest';
import { createLog } from './log';
import { inRequest } from './request-scope';
import { AwsRefusal } from './resolution/ports';

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

it('tells of an error without the ARNs and account ids that AWS put into it or into its cause', () => {
  const { log, lines } = capture();
  const said = 'User: arn:aws:sts::123456789012:assumed-role/lava/job of 123456789012 may not';
  const refusal = new AwsRefusal('ssm', 'GetParameter', 'AccessDeniedException', said);
  log.warn({ err: refusal }, 'refused');
  log.error({ err: new Error('A pull failed', { cause: refusal }) }, 'failed');
  expect(lines()).toHaveLength(2);
  for (const line of lines()) {
    expect(JSON.stringify(line)).toContain('User: [arn] of [account] may not');
    expect(JSON.stringify(line)).not.toMatch(/arn:aws|\d{12}/);
  }
});

it('tells of any other error as it is', () => {
  const { log, lines } = capture();
  log.error({ err: new Error('The value "of twenty characters or more" is 123456789012.') }, 'failed');
  expect(JSON.stringify(lines())).toContain('of twenty characters or more');
  expect(JSON.stringify(lines())).toContain('123456789012');
});
