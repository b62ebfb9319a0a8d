import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DnsServer, startDnsServer } from '../sandbox/dns-server';
import { probeContext, report, resolvedSpec, SHORT } from './probe.fixture';
import { dnsServerLookup, systemLookup } from './resolver';

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'four.test': ['10.0.0.1', '10.0.0.2'],
  'both.test': ['10.0.0.1', 'fd12::1'],
  'empty.test': [],
};
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

  it('gives up a name server that stays silent', async () => {
    const silent = createSocket('udp4').bind(0, '127.0.0.1');
    await once(silent, 'listening');
    const result = await probeName('four.test', [`127.0.0.1:${silent.address().port}`]);
    expect(result.stopped).toMatchObject({ stage: 'dns', code: 'DNS_TIMEOUT' });
    silent.close();
  });
});
