import ipaddr from 'ipaddr.js';
import { readEnv } from '../env';
import { requestMarks } from './request-marks';

/** The address at the other end of the connection: the person's, or the nearest proxy's. */
function peerAddress(headers: Headers): string | undefined {
  const marks = requestMarks();
  const peer = marks && headers.get(marks.peer);
  return peer && ipaddr.isValid(peer) ? ipaddr.process(peer).toString() : undefined;
}

/**
 * Where the request came from. What a proxy says of it counts only when the proxy is one of TRUSTED_PROXIES; of several
 * the last one that is no such proxy.
 */
export function clientAddress(
  headers: Headers,
  trusted: readonly string[] = readEnv().TRUSTED_PROXIES ?? [],
): string | undefined {
  const peer = peerAddress(headers);
  if (peer === undefined || !isIn(peer, trusted)) return peer;
  const named = (headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  let nearest = peer;
  for (const address of named.reverse()) {
    if (!ipaddr.isValid(address)) return nearest;
    nearest = ipaddr.process(address).toString();
    if (!isIn(nearest, trusted)) return nearest;
  }
  return nearest;
}

/** Whether it is an address of this machine for itself. */
export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}

function isIn(address: string, networks: readonly string[]): boolean {
  const parsed = ipaddr.process(address);
  return networks.some((network) => {
    const cidr = network.includes('/') ? network : `${network}/${network.includes(':') ? 128 : 32}`;
    if (!ipaddr.isValidCIDR(cidr)) return false;
    const [base, bits] = ipaddr.parseCIDR(cidr);
    return base.kind() === parsed.kind() && parsed.match(base, bits);
  });
}
