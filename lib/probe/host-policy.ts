import { checkHost, type HostCode } from '../connectors/host-shape';
import { type AddressKind, addressKind, canonicalAddress, isWithin, type RefusedKind } from './address-kind';
import { ProbeStop } from './probe-stop';

/** Where the probe may dial. Set by the operator's environment, never by a page. */
export interface HostPolicy {
  /** Whether 127.0.0.0/8 and ::1 may be dialled: in the sandbox only. */
  readonly allowLoopback: boolean;
  /** Names or addresses, `*.` in front for everything below a name; absent: any. */
  readonly allowedHosts?: readonly string[];
  /** Ranges that every address of the host must lie in; absent: any. */
  readonly allowedCidrs?: readonly string[];
  readonly allowedPorts: readonly number[];
  /** The console's own database and listener, as names or addresses (those of names are looked up); never dialled. */
  readonly ownListeners: readonly Listener[];
  /** Addresses of this machine: a listener on one of them counts as one on all. */
  readonly localAddresses?: readonly string[];
}

/** Where databases usually listen: Redshift, PostgreSQL, MySQL. */
export const DEFAULT_PORTS: readonly number[] = [5439, 5432, 3306];

export interface Listener {
  readonly host: string;
  readonly port: number;
}

/** Ways to write a host that resolvers take and this console does not: they say nothing about a worker. */
const OUR_OWN_RULES: ReadonlySet<HostCode> = new Set<HostCode>([
  'HOST_NOT_CANONICAL',
  'HOST_MIXED_SCRIPTS',
  'HOST_ZONE_ID',
  'HOST_INVISIBLE_CHARACTER',
]);

/**
 * Checks what can be checked before a name is looked up: the form of the host, the allow list, the port, and that it
 * is not the console itself. Throws `ProbeStop` with `HOST_MALFORMED`, `HOST_REFUSED` or `PORT_REFUSED`.
 */
export function checkTarget(specHost: unknown, port: unknown, policy: HostPolicy): Listener {
  const shape = checkHost(specHost);
  if (!shape.ok) {
    throw new ProbeStop('HOST_MALFORMED', {
      message: shape.message,
      hint: 'Set host to a DNS name or a plain address, without port, user or path.',
      field: 'host',
      ...(OUR_OWN_RULES.has(shape.code) && { outcome: 'undecided' }),
    });
  }
  const { host } = shape;
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65535) {
    throw new ProbeStop('PORT_REFUSED', {
      message: 'The port is outside 1 to 65535: no driver can dial it.',
      hint: 'Set port to the number the server listens on; Redshift uses 5439 unless it was changed.',
      field: 'port',
    });
  }
  if (!policy.allowedPorts.includes(port)) {
    throw new ProbeStop('PORT_REFUSED', {
      message: `This console does not dial port ${port}.`,
      hint: `It may dial ${policy.allowedPorts.join(', ')}. The operator can add ports with ALLOWED_PORTS.`,
      field: 'port',
      outcome: 'undecided',
    });
  }
  if (policy.allowedHosts && !policy.allowedHosts.some((pattern) => matchesHost(host, pattern))) {
    throw refused(
      'This console does not dial that host.',
      'It is not among the ALLOWED_HOSTS the operator has set.',
    );
  }
  if (policy.ownListeners.some((own) => own.port === port && sameHost(own.host, host))) {
    throw ownListener();
  }
  return { host, port };
}

/**
 * Checks every address a host has. Throws `ProbeStop` with `HOST_REFUSED` when one of them may not be dialled; the
 * refusal never tells the address, so that the test cannot be used to ask for names inside the network.
 */
export function checkAddresses(addresses: readonly string[], port: number, policy: HostPolicy): void {
  for (const address of addresses) {
    const kind = addressKind(address);
    if (kind !== 'ordinary' && !(kind === 'loopback' && policy.allowLoopback)) {
      throw refused(WHY[kind], 'Set host to the name or address of the database itself.');
    }
    if (isOwn(address, port, policy)) {
      throw ownListener();
    }
    if (policy.allowedCidrs && !isWithin(address, policy.allowedCidrs)) {
      throw refused(
        'The host has an address that this console does not dial.',
        'The operator has set ALLOWED_CIDRS to the ranges it may dial.',
      );
    }
  }
}

const WHY: Readonly<Record<RefusedKind | 'loopback', string>> = {
  loopback: 'The host is this machine itself, which this console does not dial.',
  'link-local': 'The host is a link-local address, where cloud machines serve their own credentials.',
  unspecified: 'The host is an address that stands for no machine.',
  multicast: 'The host is a multicast address.',
  broadcast: 'The host is a broadcast or reserved address.',
  translated: 'The host is an IPv6 address that hides an IPv4 one.',
  malformed: 'The host is not a plain address: zone ids and shortened forms are not dialled.',
} satisfies Record<Exclude<AddressKind, 'ordinary'>, string>;

function isOwn(address: string, port: number, policy: HostPolicy): boolean {
  return policy.ownListeners.some(
    (own) =>
      own.port === port &&
      (sameHost(own.host, address) || (isHere(address, policy) && isHere(own.host, policy))),
  );
}

/** Whether an address is of this machine: what listens on one usually answers on all of them. */
function isHere(address: string, { localAddresses = [] }: HostPolicy): boolean {
  return (
    ['unspecified', 'loopback'].includes(addressKind(address)) ||
    localAddresses.some((local) => sameHost(local, address))
  );
}

function sameHost(one: string, other: string): boolean {
  return canonicalAddress(withoutDot(one)) === canonicalAddress(withoutDot(other));
}

function matchesHost(host: string, pattern: string): boolean {
  return pattern.startsWith('*.')
    ? withoutDot(host).endsWith(withoutDot(pattern.slice(1)))
    : sameHost(host, pattern);
}

function withoutDot(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

function refused(message: string, hint: string): ProbeStop {
  return new ProbeStop('HOST_REFUSED', { message, hint, field: 'host', outcome: 'undecided' });
}

function ownListener(): ProbeStop {
  return refused(
    'That is this console itself, or its own database.',
    'Set host and port to the database of lava.',
  );
}
