import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { listen } from '../../sandbox/listen';
import { ProbeStop } from '../probe-stop';
import { isPeer, tcpFailure, tcpStage } from './tcp';

const patience = (ms = 5_000) => ({ ms, signal: new AbortController().signal });

async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  server.close();
  await once(server, 'close');
  return port;
}

describe('tcpStage', () => {
  it('says that nothing listens', async () => {
    await expect(tcpStage(['127.0.0.1'], await closedPort(), patience())).rejects.toMatchObject({
      code: 'NOTHING_LISTENING',
    });
  });

  it('goes on to the next address when one does not answer', async () => {
    const server = createServer((socket) => socket.resume());
    const port = await listen(server, 0);
    const { value: socket, details } = await tcpStage(['127.0.0.2', '127.0.0.1'], port, patience());
    expect(details).toEqual({ address: '127.0.0.1', port });
    socket.destroy();
    server.close();
    await once(server, 'close');
  });

  it('sends nothing when it reached another address than it was told', async () => {
    const server = createServer();
    const port = await listen(server, 0);
    const received = once(server, 'connection').then(async ([socket]: Socket[]) => {
      socket?.resume();
      await once(socket ?? server, 'close');
      return socket?.bytesRead;
    });
    // The kernel takes the address that stands for none as one of this machine.
    await expect(tcpStage(['0.0.0.0'], port, patience())).rejects.toMatchObject({ code: 'PEER_CHANGED' });
    expect(await received).toBe(0);
    server.close();
    await once(server, 'close');
  });

  it('gives up when the connection is neither accepted nor refused', async () => {
    // A thread that listens and then never runs again: its queue fills up, and the kernel drops what comes after.
    const worker = new Worker(
      `const server = require('node:net').createServer();
       server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
         require('node:worker_threads').parentPort.postMessage(server.address().port);
         setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
       });`,
      { eval: true },
    );
    const [port]: number[] = await once(worker, 'message');
    const fillers: Socket[] = [];
    for (let count = 0; count < 4; count += 1) {
      fillers.push(connect(port ?? 0, '127.0.0.1').on('error', () => worker.threadId));
    }
    await once(fillers[0] ?? worker, 'connect');
    await expect(tcpStage(['127.0.0.1'], port ?? 0, patience(500))).rejects.toMatchObject({
      code: 'TCP_TIMEOUT',
    });
    for (const filler of fillers) filler.destroy();
    await worker.terminate();
  });

  it('stops when it is cancelled', async () => {
    const cancel = new AbortController();
    const dialling = tcpStage(['127.0.0.1'], await closedPort(), { ms: 5_000, signal: cancel.signal });
    cancel.abort();
    await expect(dialling).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('tcpFailure', () => {
  it.each([
    ['ECONNREFUSED', 'NOTHING_LISTENING'],
    ['ETIMEDOUT', 'TCP_TIMEOUT'],
    ['EHOSTUNREACH', 'NETWORK_UNREACHABLE'],
    ['ENETUNREACH', 'NETWORK_UNREACHABLE'],
    ['ECONNRESET', 'CONNECTION_RESET'],
    ['EACCES', 'TCP_FAILED'],
  ])('%s is %s', (errno, code) => {
    const stop = tcpFailure(Object.assign(new Error('connect 10.0.0.1'), { code: errno }));
    expect(stop).toMatchObject({ code, notes: { details: { error: errno } } });
    expect(stop.message).not.toContain('10.0.0.1');
  });

  it('keeps what was already judged', () => {
    const stop = new ProbeStop('PEER_CHANGED', { message: 'm', hint: 'h' });
    expect(tcpFailure(stop)).toBe(stop);
  });
});

describe('isPeer', () => {
  it('compares address and port, in any spelling', () => {
    expect(isPeer({ remoteAddress: '::ffff:10.0.0.1', remotePort: 5439 }, '10.0.0.1', 5439)).toBe(true);
    expect(isPeer({ remoteAddress: '10.0.0.2', remotePort: 5439 }, '10.0.0.1', 5439)).toBe(false);
    expect(isPeer({ remoteAddress: '10.0.0.1', remotePort: 5432 }, '10.0.0.1', 5439)).toBe(false);
    expect(isPeer({}, '10.0.0.1', 5439)).toBe(false);
  });
});
