import { describe, expect, it } from 'vitest';
import { addressKind, canonicalAddress, isWithin } from './address-kind';

describe('addressKind', () => {
  it.each([
    ['10.1.2.3', 'ordinary'],
    ['172.16.0.1', 'ordinary'],
    ['192.168.1.1', 'ordinary'],
    ['100.64.0.1', 'ordinary'],
    ['52.95.110.1', 'ordinary'],
    ['2406:da1c::1', 'ordinary'],
    ['fd12:3456::1', 'ordinary'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['169.254.169.254', 'link-local'],
    ['169.254.170.2', 'link-local'],
    ['fe80::1', 'link-local'],
    ['fd00:ec2::254', 'link-local'],
    ['fd00:ec2::23', 'link-local'],
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['::', 'unspecified'],
    ['224.0.0.1', 'multicast'],
    ['ff02::1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['240.0.0.1', 'broadcast'],
    ['::ffff:a9fe:a9fe', 'translated'],
    ['::ffff:10.0.0.1', 'translated'],
    ['::169.254.169.254', 'translated'],
    ['64:ff9b::a9fe:a9fe', 'translated'],
    ['64:ff9b:1::a9fe:a9fe', 'translated'],
    ['2002:a9fe:a9fe::', 'translated'],
    ['2001:0:a9fe:a9fe::1', 'translated'],
    ['fe80::1%eth0', 'malformed'],
    ['127.1', 'malformed'],
    ['2130706433', 'malformed'],
    ['0x7f000001', 'malformed'],
    ['0177.0.0.1', 'malformed'],
    ['0', 'malformed'],
    ['example.com', 'malformed'],
  ])('%s is %s', (address, kind) => {
    expect(addressKind(address)).toBe(kind);
  });
});

describe('canonicalAddress', () => {
  it('gives every spelling of an address the same form', () => {
    expect(canonicalAddress('0:0:0:0:0:0:0:1')).toBe(canonicalAddress('::1'));
    expect(canonicalAddress('::ffff:10.0.0.1')).toBe('10.0.0.1');
    expect(canonicalAddress('db.example')).toBe('db.example');
  });
});

describe('isWithin', () => {
  it('compares addresses with ranges of their own family only', () => {
    expect(isWithin('10.1.2.3', ['2001:db8::/32', '10.0.0.0/8'])).toBe(true);
    expect(isWithin('11.1.2.3', ['2001:db8::/32', '10.0.0.0/8'])).toBe(false);
    expect(isWithin('2001:db8::1', ['10.0.0.0/8', '2001:db8::/32'])).toBe(true);
  });
});
