import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type DnsServer, type Names, rebinding, startDnsServer } from './dns-server';

let server: DnsServer;
let resolver: Resolver;

async function start(names: Names) {
  server = await startDnsServer({ names });
  resolver = new Resolver();
  resolver.setServers([server.address]);
}

afterEach(() => server.stop());

describe('startDnsServer', () => {
  it('answers addresses of the kind asked for', async () => {
    await start((name) => (name === 'both.test' ? ['127.0.0.1', '::1'] : undefined));
    expect(await resolver.resolve4('both.test')).toEqual(['127.0.0.1']);
    expect(await resolver.resolve6('both.test')).toEqual(['::1']);
    expect(server.questions()).toEqual(['A both.test', 'AAAA both.test']);
  });

  it('tells a name that does not exist from one without addresses', async () => {
    await start((name) => (name === 'v4.test' ? ['127.0.0.1'] : undefined));
    await expect(resolver.resolve4('none.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await expect(resolver.resolve6('v4.test')).rejects.toMatchObject({ code: 'ENODATA' });
  });

  it('can rebind a name', async () => {
    await start(rebinding('203.0.113.7', '127.0.0.1'));
    await resolver.resolve6('evil.test').catch(() => []);
    expect(await resolver.resolve4('evil.test')).toEqual(['203.0.113.7']);
    expect(await resolver.resolve4('evil.test')).toEqual(['127.0.0.1']);
  });

  it('survives what is no DNS message', async () => {
    await start(() => ['127.0.0.1']);
    const socket = createSocket('udp4');
    await new Promise((sent) => socket.send('GET / HTTP/1.1', server.port, '127.0.0.1', sent));
    socket.close();
    expect(await resolver.resolve4('still.test')).toEqual(['127.0.0.1']);
  });
});
