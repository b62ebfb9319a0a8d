import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listen } from '../sandbox/listen';
import { probeContext, report, resolvedSpec } from './probe.fixture';

const LEAK = 'leaked-from-the-environment';
let folder: string;
let server: Server;
let port: number;
let received: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pgpass-'));
  await writeFile(join(folder, 'pgpass'), `*:*:*:*:${LEAK}\n`, { mode: 0o600 });
  for (const name of [
    'PGUSER',
    'PGPASSWORD',
    'PGDATABASE',
    'PGHOST',
    'PGAPPNAME',
    'PGOPTIONS',
    'PGREPLICATION',
    'PGCLIENT_ENCODING',
    'PGCONNECT_TIMEOUT',
    'PGBINARY',
  ]) {
    vi.stubEnv(name, LEAK);
  }
  vi.stubEnv('PGPORT', '1');
  vi.stubEnv('PGSSLMODE', 'require');
  vi.stubEnv('PGSSLNEGOTIATION', 'direct');
  vi.stubEnv('PGPASSFILE', join(folder, 'pgpass'));
  received = '';
  // Asks for the password in clear text, then for another one, and hangs up.
  server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    let messages = 0;
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      messages += 1;
      if (messages === 3) socket.end();
      else socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
    });
  });
  port = await listen(server, 0);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  server.close();
  await rm(folder, { recursive: true });
});

describe('the login', () => {
  it('sends what the spec says and nothing of the environment', async () => {
    const result = await report(resolvedSpec(port, { subtype: 'redshift' }), probeContext(port));
    expect(result.stopped).toMatchObject({ stage: 'login', code: 'CONNECTION_CLOSED' });
    expect(received).not.toContain(LEAK);
    const startup = received.slice(8, received.indexOf('\0\0', 8) + 1);
    expect(startup.split('\0').filter(Boolean)).toEqual([
      'user',
      'etl',
      'database',
      'analytics',
      'application_name',
      'lv-dev-test',
      'client_encoding',
      'UTF8',
    ]);
    expect(received.split('a password')).toHaveLength(3);
  });

  it.each(['user', 'password', 'database'])('sends nothing at all when %s is empty', async (field) => {
    const result = await report(resolvedSpec(port, { [field]: '' }), probeContext(port));
    expect(result.stopped?.stage).toBe('driver');
    expect(received).toBe('');
  });
});
