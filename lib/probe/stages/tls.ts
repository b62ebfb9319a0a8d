import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { TlsBehaviour } from '../../connectors/tls-behaviour';
import { certificateFacts, serverName } from '../certificate-facts';
import { ProbeStop } from '../probe-stop';
import { connectionLost, serverSilent } from '../server-stops';
import { requestTls } from '../ssl-request';
import type { Step } from '../step';
import { trustedRoots } from '../trusted-roots';
import { type Patience, within } from '../within';

/** How the driver's traffic travels; `unchecked`: encrypted, but anybody could be at the other end. */
export type Encryption = 'plaintext' | 'unchecked' | 'checked';

export interface Channel {
  readonly socket: Socket;
  readonly encryption: Encryption;
}

/**
 * Secures the connection as the spec's driver would. Whether the certificate is trusted is always found out and told,
 * but fails the stage only where the driver checks it; the host name never does, as no driver of lava's looks at it.
 * `extraCa` holds PEM texts trusted besides the roots of the system and Node's own, among which are those that sign for
 * Redshift.
 * Throws `ProbeStop` with a `TLS_…` code or one of the server's (`SERVER_SILENT`, `NOT_A_POSTGRES_SERVER`…).
 */
export async function tlsStage(
  socket: Socket,
  host: string,
  behaviour: TlsBehaviour,
  extraCa: readonly string[],
  patience: Patience,
): Promise<Step<Channel>> {
  if (behaviour.asks === 'never') {
    return plaintext(
      socket,
      'Not encrypted: the driver never asks for TLS. The password and all data travel readable.',
    );
  }
  let late = serverSilent;
  const secured = await within(
    patience,
    () => late(),
    async () => {
      const answer = await requestTls(socket);
      if (answer === 'N' && behaviour.asks === 'prefer') {
        return undefined;
      }
      if (answer !== 'S') {
        throw refusedByServer(answer);
      }
      late = handshakeTooSlow;
      return handshake(socket, host, extraCa);
    },
  );
  if (!secured) {
    return plaintext(
      socket,
      'Not encrypted: the server offers no TLS and the driver goes on without. The password and all data travel readable.',
    );
  }
  const facts = certificateFacts(secured, host);
  if (behaviour.verifiesChain && !facts.trusted) {
    secured.destroy();
    throw new ProbeStop('TLS_NOT_TRUSTED', {
      message: 'The driver checks the certificate, and this one does not lead to an authority it trusts.',
      hint: 'Usually host is not the cluster itself, or a proxy in between shows its own certificate. If an authority of your own signed it: workers must trust that one too, and this console does when it is among the authorities of its own system (/etc/ssl or /etc/pki), or TLS_EXTRA_CA_FILE names its certificate. The subtype pg8000 does not check certificates, which also means it would not notice.',
      field: 'host',
      details: facts.details,
    });
  }
  return {
    value: { socket: secured, encryption: behaviour.verifiesChain ? 'checked' : 'unchecked' },
    message: meaning(behaviour, facts.trusted),
    details: facts.details,
  };
}

function meaning({ verifiesChain }: TlsBehaviour, trusted: boolean): string {
  if (verifiesChain) {
    return 'Encrypted, certificate checked; the host name in it is not.';
  }
  return trusted
    ? 'Encrypted, certificate not checked by the driver (it would be trusted).'
    : 'Encrypted, certificate not checked by the driver (it would not be trusted).';
}

function plaintext(socket: Socket, message: string): Step<Channel> {
  return {
    value: { socket, encryption: 'plaintext' },
    message,
    warning: {
      code: 'PLAINTEXT',
      hint: 'Set ssl to true, unless the network in between is trusted. Temporary credentials are refused without TLS by many clusters.',
      field: 'ssl',
    },
  };
}

async function handshake(socket: Socket, host: string, extraCa: readonly string[]): Promise<TLSSocket> {
  const secured = connect({
    socket,
    ...serverName(host),
    secureContext: trustedRoots(extraCa),
    rejectUnauthorized: false,
    // The host name is judged separately: the verdict on the chain must not hold it too.
    checkServerIdentity: () => undefined,
  });
  try {
    await once(secured, 'secureConnect');
    // As for the socket below it: an error while no stage is looking must not end the process.
    secured.on('error', () => secured.destroy());
    return secured;
  } catch (error) {
    secured.destroy();
    throw handshakeFailure(error);
  }
}

function handshakeFailure(error: unknown): ProbeStop {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return connectionLost(error);
  }
  return new ProbeStop(
    'TLS_FAILED',
    {
      message: 'The server agreed to TLS, but the handshake failed.',
      hint: 'The server may only offer protocols older than TLS 1.2, or something in between disturbs the handshake.',
      details: code ? { error: code } : {},
    },
    { cause: error },
  );
}

function refusedByServer(answer: 'N' | 'E'): ProbeStop {
  return new ProbeStop('TLS_REFUSED_BY_SERVER', {
    message:
      answer === 'N'
        ? 'The spec requires TLS and the server offers none.'
        : 'The server answered the request for TLS with an error.',
    hint: 'Check that host and port are the cluster itself: Redshift always offers TLS. A server without TLS needs ssl false.',
    field: 'ssl',
  });
}

function handshakeTooSlow(): ProbeStop {
  return new ProbeStop('TLS_TIMEOUT', {
    message: 'The server agreed to TLS and then did not answer the handshake in time.',
    hint: 'A proxy in between may hold the connection. Check host and port.',
  });
}
