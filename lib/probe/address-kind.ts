import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What an address is for, as far as the host policy cares. */
export type AddressKind = 'ordinary' | 'loopback' | RefusedKind;

/** Never dialled, whatever the settings say. */
export type RefusedKind =
  | 'link-local'
  | 'unspecified'
  | 'multicast'
  | 'broadcast'
  | 'translated'
  | 'malformed';

/** AWS's services on the link: instance metadata, time, DNS and pod credentials over IPv6. */
const AWS_LINK_SERVICES = ipaddr.IPv6.parseCIDR('fd00:ec2::/32');
/** The old IPv4-compatible form `::a.b.c.d`; `::` and `::1` are looked at before it. */
const IPV4_COMPATIBLE = ipaddr.IPv6.parseCIDR('::/96');
/** 240.0.0.0/4 was never handed out; it ends in the broadcast address. */
const IPV4_CLASS_E = ipaddr.IPv4.parseCIDR('240.0.0.0/4');

/**
 * Classifies one address as a resolver or a person wrote it. Only canonical notations count: `127.1`, `0x7f000001`
 * and addresses with a zone id are `malformed`. `translated` covers every IPv6 form that hides an IPv4 address
 * (mapped, compatible, NAT64, 6to4, Teredo), which could otherwise smuggle a refused one past the checks.
 */
export function addressKind(address: string): AddressKind {
  if (isIP(address) === 0 || address.includes('%')) {
    return 'malformed';
  }
  const parsed = ipaddr.parse(address);
  return parsed instanceof ipaddr.IPv4 ? ipv4Kind(parsed) : ipv6Kind(parsed);
}

function ipv4Kind(address: ipaddr.IPv4): AddressKind {
  const range = address.range();
  switch (range) {
    case 'unspecified':
    case 'multicast':
    case 'broadcast':
    case 'loopback':
      return range;
    case 'linkLocal':
      return 'link-local';
    default:
      return address.match(IPV4_CLASS_E) ? 'broadcast' : 'ordinary';
  }
}

function ipv6Kind(address: ipaddr.IPv6): AddressKind {
  const range = address.range();
  switch (range) {
    case 'unspecified':
    case 'multicast':
    case 'loopback':
      return range;
    case 'linkLocal':
      return 'link-local';
    case 'ipv4Mapped':
    case 'rfc6145':
    case 'rfc6052':
    case '6to4':
    case 'teredo':
      return 'translated';
    default:
      if (address.match(AWS_LINK_SERVICES)) {
        return 'link-local';
      }
      return address.match(IPV4_COMPATIBLE) ? 'translated' : 'ordinary';
  }
}

/** The one spelling of an address, for comparing: `::1` for `0:0:0:0:0:0:0:1`, `10.0.0.1` for `::ffff:10.0.0.1`. */
export function canonicalAddress(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address;
}

/** Whether the address lies in one of the ranges (`10.0.0.0/8`, `2001:db8::/32`). */
export function isWithin(address: string, cidrs: readonly string[]): boolean {
  const parsed = ipaddr.parse(address);
  return cidrs.some((cidr) => {
    const [network, bits] = ipaddr.parseCIDR(cidr);
    return network.kind() === parsed.kind() && parsed.match(network, bits);
  });
}
