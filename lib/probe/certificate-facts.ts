import { isIP } from 'node:net';
import { checkServerIdentity, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { Json } from '../connectors/stage';
import { peerText } from './peer-text';

/** What the server's certificate says and whether it would be trusted, also where the driver does not look. */
export interface CertificateFacts {
  readonly trusted: boolean;
  /** OpenSSL's name for why not, e.g. `SELF_SIGNED_CERT_IN_CHAIN`. */
  readonly reason: string | null;
  readonly details: { readonly [key: string]: Json };
}

/** Reads the facts off a socket whose handshake is complete. Subject and issuer are the peer's words, made harmless. */
export function certificateFacts(socket: TLSSocket, host: string): CertificateFacts {
  const certificate = socket.getPeerCertificate();
  const reason = socket.authorized ? null : reasonOf(socket.authorizationError);
  return {
    trusted: socket.authorized,
    reason,
    details: {
      protocol: socket.getProtocol(),
      cipher: socket.getCipher().name,
      subject: nameOf(certificate.subject),
      issuer: nameOf(certificate.issuer),
      expires: expiryOf(certificate),
      trusted: socket.authorized,
      ...(reason ? { notTrustedBecause: reason } : {}),
      hostNameMatches: checkServerIdentity(host, certificate) === undefined,
    },
  };
}

/** The name to announce in the handshake; addresses may not be announced. */
export function serverName(host: string): { servername?: string } {
  return isIP(host) === 0 ? { servername: host } : {};
}

function reasonOf(error: Error | string | undefined): string {
  // Node's types say Error; at run time it is OpenSSL's code as a string.
  const text = typeof error === 'string' ? error : (error?.message ?? '');
  return /^[A-Z_]+$/.test(text) ? text : 'UNKNOWN';
}

function nameOf(name: PeerCertificate['subject'] | undefined): string | null {
  const parts = Object.entries(name ?? {}).map(([key, value]) => `${key}=${[value].flat().join('+')}`);
  return parts.length > 0 ? peerText(parts.join(', ')) : null;
}

function expiryOf({ valid_to }: PeerCertificate): string | null {
  const time = Date.parse(valid_to);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
