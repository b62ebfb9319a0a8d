import { once } from 'node:events';
import { connect, createServer, type Server, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { tlsBehaviour } from '../../connectors/tls-behaviour';
import { listen } from '../../sandbox/listen';
import { tlsStage } from './tls';

let server: Server | undefined;

afterEach(() => {
  server?.close();
});

/** A server that answers a request for TLS with these bytes, and everything after it with rubbish. */
async function secure(answer: string, ssl: unknown = true) {
  server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      socket.write(answer);
      socket.on('data', () => socket.write('this is no handshake'));
    });
  });
  const port = await listen(server, 0);
  const socket = connect(port, '127.0.0.1').on('error', () => socket.destroy());
  await once(socket, 'connect');
  const behaviour = tlsBehaviour('pg8000', ssl, 'redshift');
  if (!behaviour) throw new Error('pg8000 is known');
  const patience = { ms: 5_000, signal: new AbortController().signal };
  try {
    return await tlsStage(socket, 'db.test', behaviour, [], patience);
  } finally {
    socket.destroy();
  }
}

describe('tlsStage', () => {
  it.each([
    ['S', 'TLS_FAILED'],
    ['E', 'TLS_REFUSED_BY_SERVER'],
    ['N', 'TLS_REFUSED_BY_SERVER'],
    ['SE\0\0\0\x05', 'NOT_A_POSTGRES_SERVER'],
    ['NE\0\0\0\x05', 'NOT_A_POSTGRES_SERVER'],
    ['X', 'NOT_A_POSTGRES_SERVER'],
    ['X'.repeat(5000), 'ANSWER_TOO_LARGE'],
  ])('ends at the answer %j with %s', async (answer, code) => {
    await expect(secure(answer)).rejects.toMatchObject({ code });
  });

  it('goes on in plaintext with a warning where the driver would', async () => {
    await expect(secure('N', false)).resolves.toMatchObject({
      value: { encryption: 'plaintext' },
      warning: { code: 'PLAINTEXT', field: 'ssl' },
    });
    await expect(secure('E', false)).rejects.toMatchObject({ code: 'TLS_REFUSED_BY_SERVER' });
  });

  it('knows a connection that is gone before it begins', async () => {
    const behaviour = tlsBehaviour('pg8000', true, 'redshift');
    if (!behaviour) throw new Error('pg8000 is known');
    const socket = new Socket();
    socket.destroy();
    const patience = { ms: 5_000, signal: new AbortController().signal };
    await expect(tlsStage(socket, 'db.test', behaviour, [], patience)).rejects.toMatchObject({
      code: 'CONNECTION_CLOSED',
    });
  });
});
