import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DnsServer, startDnsServer } from '../sandbox/dns-server';
import { listen } from '../sandbox/listen';
import { probeContext, report, resolvedSpec, SHORT } from './probe.fixture';
import { dnsServerLookup, rememberingLookup, systemLookup } from './resolver';

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'four.test': ['10.0.0.1', '10.0.0.2'],
  'both.test': ['10.0.0.1', 'fd12::1'],
  'empty.test': [],
  'alias.test': ['10.0.0.1'],
};
const OWN = { host: 'four.test', port: 5439 };
const NEVER = new AbortController().signal;
let server: DnsServer;

beforeEach(async () => {
  server = await startDnsServer({
    names: (name, type) => NAMES[name]?.filter((address) => address.includes(':') === (type === 'AAAA')),
  });
});
afterEach(() => server.stop());

describe('dnsServerLookup', () => {
  it('asks the given server for addresses of both kinds', async () => {
    const lookup = dnsServerLookup([server.address]);
    expect(await lookup('four.test', NEVER)).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(await lookup('both.test', NEVER)).toEqual(['10.0.0.1', 'fd12::1']);
    expect(server.questions()).toHaveLength(4);
  });

  it('rejects when there is no such name, or no address', async () => {
    const lookup = dnsServerLookup([server.address]);
    await expect(lookup('none.test', NEVER)).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await expect(lookup('empty.test', NEVER)).rejects.toMatchObject({ code: 'ENODATA' });
  });
});

describe('systemLookup', () => {
  it("answers from the machine's own files", async () => {
    const addresses = await systemLookup()('localhost', NEVER);
    expect(addresses.some((address) => address === '127.0.0.1' || address === '::1')).toBe(true);
  });
});

describe('rememberingLookup', () => {
  it('keeps every address that a name had, also once the name is gone', async () => {
    const moving: Record<string, string[]> = { 'own.test': ['10.0.0.1'] };
    const names = await startDnsServer({
      names: (name, type) => (type === 'A' ? moving[name] : moving[name] && []),
    });
    const lookup = rememberingLookup(dnsServerLookup([names.address]));
    expect(await lookup('own.test', NEVER)).toEqual(['10.0.0.1']);
    moving['own.test'] = ['10.0.0.2'];
    expect(await lookup('own.test', NEVER)).toEqual(['10.0.0.1', '10.0.0.2']);
    delete moving['own.test'];
    expect(await lookup('own.test', NEVER)).toEqual(['10.0.0.1', '10.0.0.2']);
    await expect(lookup('never.test', NEVER)).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await names.stop();
    await expect(lookup('own.test', NEVER)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('the dns stage', () => {
  const probeName = (host: string, servers: readonly string[]) =>
    report(
      resolvedSpec(5439, { host }),
      probeContext(5439, { lookup: dnsServerLookup(servers), limits: SHORT }),
    );

  it.each(['none.test', 'empty.test'])('says that %s has no address', async (host) => {
    const result = await probeName(host, [server.address]);
    expect(result.stopped).toMatchObject({ stage: 'dns', code: 'NAME_NOT_FOUND', field: 'host' });
  });

  it('says that the name server failed', async () => {
    const closed = await startDnsServer({ names: () => undefined });
    await closed.stop();
    const result = await probeName('four.test', [closed.address]);
    expect(result.stopped).toMatchObject({ stage: 'dns', code: 'DNS_FAILED' });
  });

  it.each([
    ['its address', '10.0.0.1'],
    ['another name of it', 'alias.test'],
    ['its own name', 'four.test'],
  ])("refuses the console's own database under %s", async (_, host) => {
    const policy = { allowLoopback: true, allowedPorts: [5439], ownListeners: [OWN] };
    const lookup = dnsServerLookup([server.address]);
    const result = await report(resolvedSpec(5439, { host }), probeContext(5439, { lookup, policy }));
    expect(result.stopped).toMatchObject({ stage: 'dns', code: 'HOST_REFUSED' });
    expect(result.stopped?.message).toContain('its own database');
  });

  it("dials nothing on the port of the console's own database while that cannot be looked up", async () => {
    const closed = await startDnsServer({ names: () => undefined });
    await closed.stop();
    const context = probeContext(5439, {
      policy: { allowLoopback: true, allowedPorts: [5439], ownListeners: [OWN] },
      lookup: dnsServerLookup([server.address]),
      lookupOwn: dnsServerLookup([closed.address]),
    });
    for (const host of ['alias.test', '10.0.0.1']) {
      const result = await report(resolvedSpec(5439, { host }), context);
      expect(result.outcome).toBe('undecided');
      expect(result.stopped).toMatchObject({ stage: 'dns', code: 'DNS_FAILED' });
      expect(result.stopped?.message).toContain('where its own database is');
    }
  });

  it('dials where others are when the name of the own database leads nowhere', async () => {
    const policy = {
      allowLoopback: true,
      allowedPorts: [5439],
      allowedCidrs: ['10.9.0.0/16'],
      ownListeners: [{ host: 'none.test', port: 5439 }],
    };
    const lookup = dnsServerLookup([server.address]);
    const result = await report(
      resolvedSpec(5439, { host: 'alias.test' }),
      probeContext(5439, { lookup, policy }),
    );
    expect(result.stopped?.message).toContain('has an address that this console does not dial');
  });

  it('has no more than eight addresses of a name dialled, and checks all of them', async () => {
    const listening = createServer((socket) => socket.resume());
    const port = await listen(listening, 0);
    const silent = Array.from({ length: 8 }, (_, at) => `127.0.0.${at + 2}`);
    const many = Array.from({ length: 4_000 }, () => '127.0.0.1');
    const probeMany = (addresses: readonly string[]) =>
      report(
        resolvedSpec(port, { host: 'many.test' }),
        probeContext(port, { lookup: async () => addresses }),
      );
    try {
      const dialled = await probeMany([...silent, ...many]);
      expect(dialled.stage('dns')?.message).toContain('4,008 addresses, of which the first 8 are dialled');
      expect(dialled.stopped).toMatchObject({ stage: 'tcp', code: 'NOTHING_LISTENING' });
      expect((await probeMany([...silent.slice(1), ...many])).stage('tcp')).toMatchObject({
        state: 'passed',
      });
      const refused = await probeMany([...silent, ...many, '169.254.169.254']);
      expect(refused.stopped).toMatchObject({ stage: 'dns', code: 'HOST_REFUSED' });
    } finally {
      listening.close();
    }
  });

  it('does not look the own listeners of other ports up', async () => {
    const policy = { allowLoopback: true, allowedPorts: [5432], ownListeners: [OWN] };
    const lookup = dnsServerLookup([server.address]);
    await report(resolvedSpec(5432, { host: '127.0.0.1' }), probeContext(5432, { lookup, policy }));
    expect(server.questions()).toEqual([]);
  });

  it('gives up a name server that stays silent', async () => {
    const silent = createSocket('udp4').bind(0, '127.0.0.1');
    await once(silent, 'listening');
    const result = await probeName('four.test', [`127.0.0.1:${silent.address().port}`]);
    expect(result.stopped).toMatchObject({ stage: 'dns', code: 'DNS_TIMEOUT' });
    silent.close();
  });
});
