import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServerCertificate, type ServerCertificate } from '../sandbox/certificates';
import { trustedRoots } from './trusted-roots';

let folder: string;
let company: ServerCertificate;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trusted-roots-'));
  company = await createServerCertificate('Company CA', 'redshift.test');
  server = createServer({ cert: company.cert, key: company.key }, (socket) => socket.end());
  server.on('tlsClientError', () => undefined);
  await once(server.listen(0, '127.0.0.1'), 'listening');
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** Whether a connection that trusts these trusts the server. */
async function isTrusted(...roots: Parameters<typeof trustedRoots>): Promise<boolean> {
  const socket = connect({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    secureContext: trustedRoots(...roots),
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  await once(socket, 'secureConnect');
  socket.destroy();
  return socket.authorized;
}

describe('trustedRoots', () => {
  it('trusts what the system trusts, in the first of its files that there is', async () => {
    const bundle = join(folder, 'bundle.pem');
    const other = await createServerCertificate('Other CA', 'other.test');
    await writeFile(bundle, `${other.ca}\n${company.ca}\n`);
    expect(await isTrusted([], [join(folder, 'none.pem'), bundle])).toBe(true);
  });

  it('trusts the authorities it is given, with or without a file of the system', async () => {
    expect(await isTrusted([company.ca], [])).toBe(true);
    expect(await isTrusted([company.ca], [join(folder, 'none.pem')])).toBe(true);
  });

  it('trusts nobody else', async () => {
    expect(await isTrusted([])).toBe(false);
    expect(await isTrusted([], [])).toBe(false);
  });
});
