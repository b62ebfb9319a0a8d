import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Secret } from '../connectors/secret';
import { PROBE_STAGES } from '../connectors/stage';
import { createServerCertificate } from '../sandbox/certificates';
import { rebinding, startDnsServer } from '../sandbox/dns-server';
import { type HostileKind, type HostileServer, startHostileServer } from '../sandbox/hostile-servers';
import { listen } from '../sandbox/listen';
import { probe } from './probe';
import { probeContext, report, resolvedSpec, SHORT } from './probe.fixture';
import { dnsServerLookup } from './resolver';

let server: HostileServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function start(kind: HostileKind): Promise<HostileServer> {
  const tls = kind === 'silent-after-tls' ? await createServerCertificate('Test CA', 'db.test') : undefined;
  server = await startHostileServer(kind, tls && { tls });
  return server;
}

/** Waits until the server has seen every connection go. */
const baseline = (hostile: HostileServer) => vi.waitFor(() => expect(hostile.openSockets()).toBe(0));

describe('probe against hostile servers', () => {
  it.each([
    ['silent', undefined, 'pg8000', 'tls', 'SERVER_SILENT'],
    ['silent', false, 'redshift', 'login', 'SERVER_SILENT'],
    ['close', true, 'pg8000', 'tls', 'CONNECTION_CLOSED'],
    ['close', false, 'redshift', 'login', 'CONNECTION_CLOSED'],
    ['reset', true, 'pg8000', 'tls', 'CONNECTION_RESET'],
    ['reset', false, 'redshift', 'login', 'CONNECTION_RESET'],
    ['drip', true, 'pg8000', 'tls', 'SERVER_SILENT'],
    ['flood', undefined, 'pg8000', 'login', 'ANSWER_TOO_LARGE'],
    ['huge-frame', undefined, 'pg8000', 'login', 'ANSWER_TOO_LARGE'],
    ['auth13', undefined, 'pg8000', 'login', 'AUTH_METHOD_UNSUPPORTED'],
    ['auth13', false, 'redshift', 'login', 'AUTH_BEYOND_TEST'],
    ['http', true, 'pg8000', 'tls', 'NOT_A_POSTGRES_SERVER'],
    ['http', false, 'redshift', 'login', 'NOT_A_POSTGRES_SERVER'],
    ['ssh', true, 'pg8000', 'tls', 'NOT_A_POSTGRES_SERVER'],
    ['ssh', false, 'redshift', 'login', 'NOT_A_POSTGRES_SERVER'],
    ['no-tls', true, 'pg8000', 'tls', 'TLS_REFUSED_BY_SERVER'],
    ['no-tls', undefined, 'pg8000', 'login', 'TLS_DEMANDED_BY_SERVER'],
    ['no-tls', false, 'redshift', 'login', 'TLS_DEMANDED_BY_SERVER'],
    ['stalled-tls', true, 'pg8000', 'tls', 'TLS_TIMEOUT'],
    ['silent-after-tls', true, 'pg8000', 'login', 'SERVER_SILENT'],
    ['silent-after-tls', true, 'redshift', 'tls', 'TLS_NOT_TRUSTED'],
  ] as const)('%s, ssl %s, driver %s: ends at %s with %s', async (kind, ssl, subtype, stage, code) => {
    const hostile = await start(kind);
    const spec = resolvedSpec(hostile.port, { subtype, ...(ssl !== undefined && { ssl }) });
    const result = await report(spec, probeContext(hostile.port, { limits: SHORT }));

    expect(result.stopped).toMatchObject({ stage, code });
    expect(result.stopped?.message).toBeTruthy();
    expect(result.stopped?.hint).toBeTruthy();
    expect(result.outcome).toBe(code === 'AUTH_BEYOND_TEST' ? 'undecided' : 'failed');
    expect(result.connected).toBeUndefined();
    expect(result.stages.map((each) => each.stage)).toEqual(PROBE_STAGES);
    expect(
      result.stages.slice(PROBE_STAGES.indexOf(stage) + 1).every(({ state }) => state === 'not-run'),
    ).toBe(true);
    expect(JSON.stringify(result)).not.toContain('a password');
    expect(hostile.acceptedSockets()).toBe(1);
    await baseline(hostile);
  });

  it('ends a server that answers a byte a second at the deadline', async () => {
    const hostile = await start('drip');
    const spec = resolvedSpec(hostile.port, { subtype: 'redshift' });
    // The first byte, a notice, takes a second to come.
    const limits = { ...SHORT, totalMs: 1_500 };
    const result = await report(spec, probeContext(hostile.port, { limits }));
    expect(result.stopped).toMatchObject({ stage: 'login', code: 'DEADLINE' });
    await baseline(hostile);
  });

  it('says what went before the failure', async () => {
    const hostile = await start('auth13');
    const result = await report(resolvedSpec(hostile.port), probeContext(hostile.port));
    expect(result.stages.map(({ stage, state, code }) => [stage, state, code])).toEqual([
      ['driver', 'passed', undefined],
      ['dns', 'passed', undefined],
      ['tcp', 'passed', undefined],
      ['tls', 'warning', 'PLAINTEXT'],
      ['login', 'failed', 'AUTH_METHOD_UNSUPPORTED'],
      ['query', 'not-run', undefined],
      ['identity', 'not-run', undefined],
    ]);
    expect(
      result.events.map((event) => [event.kind, event.kind === 'started' ? event.stage : event.result.stage]),
    ).toEqual([
      ...['driver', 'dns', 'tcp', 'tls', 'login'].flatMap((stage) => [
        ['started', stage],
        ['finished', stage],
      ]),
      ['finished', 'query'],
      ['finished', 'identity'],
    ]);
  });

  it.each([
    ['an error without an end, which pg would read for ever', 'E\0\0\0\x05S', 'NOT_A_POSTGRES_SERVER'],
    [
      'rows nobody asked for, of which pg dies',
      'R\0\0\0\x08\0\0\0\0D\0\0\0\x06\xff\xff',
      'NOT_A_POSTGRES_SERVER',
    ],
    ['a choice of no ways to give the password', 'R\0\0\0\x0c\0\0\0\x0aX\0\0\0', 'LOGIN_FAILED'],
  ])('outlives %s', async (_, answer, code) => {
    const broken = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.on('data', () => socket.write(Buffer.from(answer, 'latin1')));
    });
    const port = await listen(broken, 0);
    const result = await report(resolvedSpec(port, { subtype: 'redshift' }), probeContext(port));
    expect(result.stopped).toMatchObject({ stage: 'login', state: 'failed', code });
    broken.close();
    await once(broken, 'close');
  });
});

describe('probe before it dials', () => {
  it.each([
    [{ database: '' }, 'DATABASE_EMPTY'],
    [{ database: undefined }, 'DATABASE_EMPTY'],
    [{ user: '' }, 'USER_EMPTY'],
    [{ password: '' }, 'PASSWORD_EMPTY'],
    [{ password: null }, 'PASSWORD_EMPTY'],
    [{ password: 5 }, 'LOGIN_NOT_TEXT'],
    [{ password: new Secret('5', 'json') }, 'LOGIN_NOT_TEXT'],
    [{ user: 'etl\0options\0-c x' }, 'LOGIN_NOT_TEXT'],
    [{ subtype: 'pygresql' }, 'SUBTYPE_UNSUPPORTED'],
    [{ subtype: 'PG8000' }, 'SUBTYPE_UNSUPPORTED'],
    [{ subtype: '' }, 'SUBTYPE_UNSUPPORTED'],
    [{ type: 'postgres', subtype: 'redshift' }, 'SUBTYPE_UNSUPPORTED'],
    [{ type: 'sqlite3' }, 'NOT_TESTABLE_HERE'],
  ])('%j ends at driver with %s, and nothing is dialled', async (fields, code) => {
    const hostile = await start('silent');
    const result = await report(resolvedSpec(hostile.port, fields), probeContext(hostile.port));
    expect(result.stopped).toMatchObject({ stage: 'driver', code });
    expect(hostile.acceptedSockets()).toBe(0);
  });

  it.each([
    [{ host: '/var/run/postgresql' }, 'HOST_MALFORMED', 'failed'],
    [{ host: 'etl.example:5439' }, 'HOST_MALFORMED', 'failed'],
    [{ host: '127.1' }, 'HOST_MALFORMED', 'undecided'],
    [{ host: '0x7f000001' }, 'HOST_MALFORMED', 'undecided'],
    [{ host: 'рaypal.example' }, 'HOST_MALFORMED', 'undecided'],
    [{ host: 'fe80::1%eth0' }, 'HOST_MALFORMED', 'undecided'],
    [{ host: '169.254.169.254' }, 'HOST_REFUSED', 'undecided'],
    [{ host: '2002:a9fe:a9fe::' }, 'HOST_REFUSED', 'undecided'],
    [{ port: 70000 }, 'PORT_REFUSED', 'failed'],
    [{ port: 22 }, 'PORT_REFUSED', 'undecided'],
  ])('%j ends at dns with %s', async (fields, code, outcome) => {
    const result = await report(resolvedSpec(5439, fields), probeContext(5439));
    expect(result.stopped).toMatchObject({ stage: 'dns', state: 'failed', code });
    expect(result.outcome).toBe(outcome);
  });

  it('looks a name up once, and refuses it when any of its addresses may not be dialled, without telling it', async () => {
    const hostile = await start('silent');
    const lookup = vi.fn(async () => ['127.0.0.1', '169.254.169.254']);
    const result = await report(
      resolvedSpec(hostile.port, { host: 'two.example' }),
      probeContext(hostile.port, { lookup }),
    );
    expect(result.stopped).toMatchObject({ stage: 'dns', code: 'HOST_REFUSED' });
    expect(JSON.stringify(result)).not.toContain('169.254');
    expect(hostile.acceptedSockets()).toBe(0);
    expect(lookup).toHaveBeenCalledTimes(1);
  });

  it('dials the address it has checked, whatever the name leads to later', async () => {
    const hostile = await start('auth13');
    const dns = await startDnsServer({ names: rebinding('127.0.0.1', '169.254.169.254') });
    const lookup = dnsServerLookup([dns.address]);
    const result = await report(
      resolvedSpec(hostile.port, { host: 'rebinding.test' }),
      probeContext(hostile.port, { lookup }),
    );
    expect(result.stage('tcp')).toMatchObject({ state: 'passed', details: { address: '127.0.0.1' } });
    expect(dns.questions().toSorted()).toEqual(['A rebinding.test', 'AAAA rebinding.test']);
    expect(await lookup('rebinding.test', new AbortController().signal)).toEqual(['169.254.169.254']);
    await dns.stop();
  });

  it('looks only at the network for databases that speak another language', async () => {
    const hostile = await start('silent');
    const result = await report(
      resolvedSpec(hostile.port, { type: 'mysql', subtype: 'pymysql' }),
      probeContext(hostile.port),
    );
    expect(result.stage('tcp')).toMatchObject({ state: 'passed' });
    expect(result.stopped).toMatchObject({ stage: 'tls', state: 'warning', code: 'NOT_TESTABLE_HERE' });
    expect(result.outcome).toBe('undecided');
    await baseline(hostile);
  });
});

describe('probe, cancelled', () => {
  it.each([
    ['tls', 'silent', true, 'pg8000'],
    ['tls', 'stalled-tls', true, 'pg8000'],
    ['login', 'silent', false, 'redshift'],
    ['login', 'silent-after-tls', true, 'pg8000'],
  ] as const)('at %s (%s): closes its socket at once', async (stage, kind, ssl, subtype) => {
    const hostile = await start(kind);
    const cancel = new AbortController();
    const events = probe(
      resolvedSpec(hostile.port, { ssl, subtype }),
      probeContext(hostile.port, { signal: cancel.signal }),
    );
    let next = await events.next();
    while (!next.done) {
      if (next.value.kind === 'started' && next.value.stage === stage) {
        setImmediate(() => cancel.abort());
      }
      next = await events.next();
    }
    expect(next.value.outcome).toBe('cancelled');
    expect(next.value.stopped).toMatchObject({ stage, code: 'CANCELLED' });
    await baseline(hostile);
  });

  it('at dns: gives up the look-up', async () => {
    const cancel = new AbortController();
    const lookup = (_: string, signal: AbortSignal) =>
      new Promise<string[]>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    setImmediate(() => cancel.abort());
    const result = await report(
      resolvedSpec(5439, { host: 'slow.example' }),
      probeContext(5439, { lookup, signal: cancel.signal }),
    );
    expect(result.stopped).toMatchObject({ stage: 'dns', code: 'CANCELLED' });
  });

  it('before it began: dials nothing', async () => {
    const hostile = await start('silent');
    const result = await report(
      resolvedSpec(hostile.port),
      probeContext(hostile.port, { signal: AbortSignal.abort() }),
    );
    expect(result.outcome).toBe('cancelled');
    expect(hostile.acceptedSockets()).toBe(0);
  });

  it('between two stages, with nobody asking for the next: closes its socket all the same', async () => {
    const hostile = await start('silent');
    const cancel = new AbortController();
    const events = probe(resolvedSpec(hostile.port), probeContext(hostile.port, { signal: cancel.signal }));
    let event = await events.next();
    while (!event.done && !(event.value.kind === 'finished' && event.value.result.stage === 'tcp')) {
      event = await events.next();
    }
    await vi.waitFor(() => expect(hostile.openSockets()).toBe(1));
    cancel.abort();
    await baseline(hostile);
    await events.return({ outcome: 'cancelled', stages: [] });
  });

  it('closes its socket when nobody listens any more', async () => {
    const hostile = await start('silent');
    for await (const event of probe(resolvedSpec(hostile.port), probeContext(hostile.port))) {
      if (event.kind === 'finished' && event.result.stage === 'tcp') break;
    }
    await vi.waitFor(() => expect(hostile.acceptedSockets()).toBe(1));
    await baseline(hostile);
  });
});
