import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import type { ProbeCode } from '../../connectors/probe-codes';
import { canonicalAddress } from '../address-kind';
import { ProbeStop } from '../probe-stop';
import type { Step } from '../step';
import { type Patience, within } from '../within';

/**
 * Dials the checked addresses in their order until one accepts, as lava's drivers do, and makes sure that the socket
 * reached the address that was checked. Throws `ProbeStop` with `NOTHING_LISTENING`, `TCP_TIMEOUT`,
 * `NETWORK_UNREACHABLE`, `CONNECTION_RESET`, `TCP_FAILED` or `PEER_CHANGED`.
 */
export function tcpStage(
  addresses: readonly string[],
  port: number,
  patience: Patience,
): Promise<Step<Socket>> {
  return within(patience, tooLate, async (signal) => {
    let failure: unknown;
    for (const address of addresses) {
      try {
        const socket = await dial(address, port, signal);
        return { value: socket, message: 'The port accepts connections.', details: { address, port } };
      } catch (error) {
        failure = error;
        if (signal.aborted) {
          break;
        }
      }
    }
    throw tcpFailure(failure);
  });
}

async function dial(address: string, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = createConnection({ host: address, port, autoSelectFamily: false, noDelay: true, signal });
  await once(socket, 'connect');
  // An error while no stage is looking would end the process; the next stage sees that the socket is gone.
  socket.on('error', () => socket.destroy());
  if (!isPeer(socket, address, port)) {
    socket.destroy();
    throw new ProbeStop('PEER_CHANGED', {
      message: 'The connection reached another address than the one that was checked; nothing was sent.',
      hint: 'Something between this console and the host redirects connections. Ask who runs the network.',
      field: 'host',
    });
  }
  return socket;
}

/** Whether a connected socket's other end is the address and port that were checked. */
export function isPeer(
  socket: { readonly remoteAddress?: string | undefined; readonly remotePort?: number | undefined },
  address: string,
  port: number,
): boolean {
  return (
    socket.remoteAddress !== undefined &&
    canonicalAddress(socket.remoteAddress) === canonicalAddress(address) &&
    socket.remotePort === port
  );
}

/** What an error of the dialling socket means. */
export function tcpFailure(error: unknown): ProbeStop {
  if (error instanceof ProbeStop) {
    return error;
  }
  const errno = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const { code, message, hint } = MEANINGS[errno] ?? {
    code: 'TCP_FAILED',
    message: 'The connection could not be opened.',
    hint: 'Check host, port and the network between this console and the database.',
  };
  return new ProbeStop(code, { message, hint, details: errno ? { error: errno } : {} }, { cause: error });
}

interface Meaning {
  readonly code: ProbeCode;
  readonly message: string;
  readonly hint: string;
}

const UNREACHABLE: Meaning = {
  code: 'NETWORK_UNREACHABLE',
  message: 'There is no way from this console to that address.',
  hint: 'The database is in a network this machine is not connected to. A worker in the right network may still reach it.',
};

const TIMEOUT: Meaning = {
  code: 'TCP_TIMEOUT',
  message: 'No answer: the connection was neither accepted nor refused in time.',
  hint: 'A security group or firewall usually drops the packets silently. Allow this machine (and the workers) on the port; also check whether the cluster is paused.',
};

const MEANINGS: Readonly<Record<string, Meaning>> = {
  ECONNREFUSED: {
    code: 'NOTHING_LISTENING',
    message: 'The machine is there, but nothing listens on that port.',
    hint: 'Compare port with the endpoint in the AWS console; Redshift uses 5439 unless it was changed.',
  },
  ETIMEDOUT: TIMEOUT,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  EADDRNOTAVAIL: UNREACHABLE,
  ECONNRESET: {
    code: 'CONNECTION_RESET',
    message: 'The connection was reset while it was being opened.',
    hint: 'A firewall or proxy in between may reject it. Check which machines may reach the database.',
  },
};

function tooLate(): ProbeStop {
  return new ProbeStop(TIMEOUT.code, { message: TIMEOUT.message, hint: TIMEOUT.hint });
}
