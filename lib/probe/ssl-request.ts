import type { Socket } from 'node:net';
import { answerTooLarge, connectionLost, notAPostgresServer } from './server-stops';

/** PostgreSQL's request for TLS: a length of 8 and the number 1234 5679. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/**
 * Asks the server for TLS. Returns its answer: `S` go on with a handshake, `N` no, `E` an error instead of an answer.
 * Rejects with a `ProbeStop` for every other answer: more than the one byte would be data injected ahead of the
 * handshake, or another protocol (an SSH banner starts with `S` too).
 */
export function requestTls(socket: Socket): Promise<'S' | 'N' | 'E'> {
  if (socket.destroyed) {
    return Promise.reject(connectionLost(socket.errored));
  }
  return new Promise((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      const answer = String.fromCharCode(chunk[0] ?? 0);
      if (answer === 'E') {
        settle(() => resolve('E'));
      } else if ((answer === 'S' || answer === 'N') && chunk.length === 1) {
        settle(() => resolve(answer));
      } else {
        settle(() => reject(chunk.length > 4096 ? answerTooLarge() : notAPostgresServer()));
      }
    };
    const onError = (error: Error) => settle(() => reject(connectionLost(error)));
    const onEnd = () => settle(() => reject(connectionLost()));
    const settle = (how: () => void) => {
      socket.pause();
      socket.off('data', onData).off('error', onError).off('end', onEnd);
      how();
    };
    socket.on('data', onData).on('error', onError).on('end', onEnd);
    socket.write(SSL_REQUEST);
  });
}
