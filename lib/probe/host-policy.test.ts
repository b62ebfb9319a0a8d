import { describe, expect, it } from 'vitest';
import { checkAddresses, checkTarget, type HostPolicy } from './host-policy';
import { ProbeStop } from './probe-stop';

const POLICY: HostPolicy = { allowLoopback: false, allowedPorts: [5439, 5432, 3306], ownListeners: [] };

function stopOf(check: () => unknown): ProbeStop | undefined {
  try {
    check();
  } catch (error) {
    if (error instanceof ProbeStop) return error;
    throw error;
  }
  return undefined;
}
const targetCode = (host: unknown, port: unknown = 5439, policy: Partial<HostPolicy> = {}) =>
  stopOf(() => checkTarget(host, port, { ...POLICY, ...policy }))?.code;
const addressCode = (addresses: string[], policy: Partial<HostPolicy> = {}, port = 5439) =>
  stopOf(() => checkAddresses(addresses, port, { ...POLICY, ...policy }))?.code;

describe('checkTarget', () => {
  it.each([
    '',
    '/var/run/postgresql',
    '@abstract',
    'a b',
    'h:5439',
    'u:p@h',
    'h?sslmode=disable',
    'host\r\nX: y',
    '[::ffff:a9fe:a9fe]',
    'fe80::1%eth0',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0',
    '169.254.169.254.',
    null,
    5,
  ])('refuses %j as no host', (host) => {
    expect(targetCode(host)).toBe('HOST_MALFORMED');
  });

  it('takes names and addresses, international names in the form resolvers know', () => {
    expect(checkTarget('etl.abc.ap-southeast-2.redshift.amazonaws.com', 5439, POLICY)).toEqual({
      host: 'etl.abc.ap-southeast-2.redshift.amazonaws.com',
      port: 5439,
    });
    expect(checkTarget('bücher.example', 5432, POLICY).host).toBe('xn--bcher-kva.example');
  });

  it.each([0, -1, 65536, 5439.5, '5439', null])('refuses port %j, with a failure', (port) => {
    const stop = stopOf(() => checkTarget('db.example', port, POLICY));
    expect([stop?.code, stop?.outcome]).toEqual(['PORT_REFUSED', 'failed']);
  });

  it('refuses a port the operator has not allowed, which says nothing about a worker', () => {
    const stop = stopOf(() => checkTarget('db.example', 22, POLICY));
    expect([stop?.code, stop?.outcome]).toEqual(['PORT_REFUSED', 'undecided']);
    expect(stop?.notes.hint).toContain('5439, 5432, 3306');
  });

  it('keeps to ALLOWED_HOSTS, whatever the case and the trailing dot', () => {
    const allowedHosts = ['db.example', '*.redshift.amazonaws.com', '10.0.0.5'];
    expect(targetCode('DB.example.', 5439, { allowedHosts })).toBeUndefined();
    expect(targetCode('a.b.redshift.amazonaws.com', 5439, { allowedHosts })).toBeUndefined();
    expect(targetCode('10.0.0.5', 5439, { allowedHosts })).toBeUndefined();
    expect(targetCode('redshift.amazonaws.com.evil.example', 5439, { allowedHosts })).toBe('HOST_REFUSED');
    expect(targetCode('xredshift.amazonaws.com', 5439, { allowedHosts })).toBe('HOST_REFUSED');
  });

  it("refuses the console's own database by its name, on its port only", () => {
    const ownListeners = [{ host: 'own.example', port: 5432 }];
    expect(targetCode('OWN.example', 5432, { ownListeners })).toBe('HOST_REFUSED');
    expect(targetCode('own.example', 5439, { ownListeners })).toBeUndefined();
  });
});

describe('checkAddresses', () => {
  it.each([
    '169.254.169.254',
    'fd00:ec2::254',
    'fe80::1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::',
    '::ffff:a9fe:a9fe',
    '::a9fe:a9fe',
  ])('refuses %s always, and does not tell it', (address) => {
    const stop = stopOf(() => checkAddresses([address], 5439, { ...POLICY, allowLoopback: true }));
    expect(stop?.code).toBe('HOST_REFUSED');
    expect(JSON.stringify(stop?.notes)).not.toContain(address);
  });

  it('refuses loopback unless it is allowed', () => {
    expect(addressCode(['127.0.0.1'])).toBe('HOST_REFUSED');
    expect(addressCode(['::1'])).toBe('HOST_REFUSED');
    expect(addressCode(['127.0.0.1', '::1'], { allowLoopback: true })).toBeUndefined();
  });

  it('checks every address, not the first one only', () => {
    expect(addressCode(['10.0.0.1', '169.254.169.254'])).toBe('HOST_REFUSED');
    expect(addressCode(['10.0.0.1', '10.0.0.2'])).toBeUndefined();
  });

  it('keeps to ALLOWED_CIDRS', () => {
    const allowedCidrs = ['10.0.0.0/8'];
    expect(addressCode(['10.0.0.1'], { allowedCidrs })).toBeUndefined();
    expect(addressCode(['10.0.0.1', '192.168.0.1'], { allowedCidrs })).toBe('HOST_REFUSED');
  });

  it('refuses its own listeners under every address of this machine', () => {
    const policy = {
      allowLoopback: true,
      localAddresses: ['10.0.0.7'],
      ownListeners: [
        { host: '127.0.0.1', port: 5432 },
        { host: '0.0.0.0', port: 3306 },
        { host: '10.0.0.7', port: 5439 },
      ],
    };
    expect(addressCode(['127.0.0.1'], policy, 5439)).toBe('HOST_REFUSED');
    expect(addressCode(['127.0.0.1'], policy, 5432)).toBe('HOST_REFUSED');
    expect(addressCode(['::1'], policy, 5432)).toBe('HOST_REFUSED');
    expect(addressCode(['127.0.0.1'], policy, 5433)).toBeUndefined();
    expect(addressCode(['10.0.0.7'], policy, 3306)).toBe('HOST_REFUSED');
    expect(addressCode(['10.0.0.8'], policy, 3306)).toBeUndefined();
  });
});
