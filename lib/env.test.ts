import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { describe, expect, it, vi } from 'vitest';
import { configuredAws, EnvError, readEnv, readEnvAtStart, SETTING_NAMES } from './env';
import { PORT_ORDER } from './sandbox/sandbox-ports';

describe('readEnv', () => {
  it('takes the defaults that .env.example names', async () => {
    const example = await readFile(new URL('../.env.example', import.meta.url), 'utf8');
    const lines = example.split('\n').filter((line) => /^[A-Z]/.test(line));
    const given = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    expect(Object.keys(given).sort()).toEqual([...SETTING_NAMES].sort());
    expect(readEnv(given)).toEqual(readEnv({}));
    expect(example).toContain(`the sandbox's ${PORT_ORDER.length} ports in a row`);
  });

  it.each([
    ['PORT', '0', /PORT must be a port number between 1 and 65535 \(it is "0"\)/],
    ['PORT', '80a', /PORT must be a port number/],
    ['HOST', '0.0.0.0', /HOST must be a loopback address unless PUBLIC_URL/],
    ['HOST', 'example.com', /HOST must be an IP address/],
    ['PUBLIC_URL', 'http://lava.example.com', /PUBLIC_URL must begin with https/],
    ['SESSION_IDLE_MINUTES', '0', /SESSION_IDLE_MINUTES must be a whole number between 1 and 1440/],
    ['OIDC_ROLES', 'etl=owner@prod', /OIDC_ROLES must be such as lava-admins=admin@/],
    ['OIDC_CLIENT_ID', 'lava', /OIDC_DISCOVERY_URL must be set, since OIDC_CLIENT_ID is/],
    ['SANDBOX', 'yes', /SANDBOX must be auto, on or off/],
    ['ALLOWED_PORTS', '5439,x', /ALLOWED_PORTS must be port numbers/],
    ['ALLOWED_CIDRS', '10.0.0.0/8,10.0.0.1', /ALLOWED_CIDRS must be networks such as 10.0.0.0\/8 or/],
    ['ALLOWED_CIDRS', '10.0.0.0/33', /ALLOWED_CIDRS must be networks/],
    ['ALLOWED_CIDRS', '10/8', /ALLOWED_CIDRS must be networks/],
    ['ALLOWED_CIDRS', 'fe80::1%eth0/64', /ALLOWED_CIDRS must be networks/],
    ['DNS_SERVERS', 'ns.example.com', /DNS_SERVERS must be IP addresses, with or without a port, such as/],
    ['DNS_SERVERS', '10.0.0.2:0', /DNS_SERVERS must be IP addresses/],
    ['DNS_SERVERS', '10.0.0.2, 10.0.0.3:99999', /DNS_SERVERS must be IP addresses/],
    ['NEVER_DIAL', 'db.example.com', /NEVER_DIAL must be hosts with their port, such as/],
    ['NEVER_DIAL', 'db.example.com:0', /NEVER_DIAL must be hosts with their port/],
    ['NEVER_DIAL', '2001:db8::1:5432', /NEVER_DIAL must be hosts with their port/],
    ['TRUSTED_PROXIES', '10.0.0.1,proxy', /TRUSTED_PROXIES must be addresses or networks such as/],
    ['TRUSTED_PROXIES', '10.0.0.0/x', /TRUSTED_PROXIES must be addresses or networks such as/],
    ['DATABASE_URL', 'mysql://x', /DATABASE_URL must be a postgresql:/],
    ['DATABASE_POOL', '1', /DATABASE_POOL must be a whole number between 2 and 200 \(it is "1"\)/],
    ['DATABASE_LOCK_TIMEOUT', '5s', /DATABASE_LOCK_TIMEOUT must be a whole number/],
    ['METRICS_TOKEN', 'short', /^METRICS_TOKEN must be 16 to 200 characters without spaces$/],
    ['LOG_LEVEL', 'loud', /LOG_LEVEL must be trace, debug/],
  ])('stops at %s=%s with its name and what is allowed', (name, value, message) => {
    expect(() => readEnv({ [name]: value })).toThrow(EnvError);
    expect(() => readEnv({ [name]: value })).toThrow(message);
  });

  it.each([
    ['ALLOWED_CIDRS', '10.0.0.0/8, 2001:db8::/32'],
    ['DNS_SERVERS', '10.0.0.2,127.0.0.1:5353,2001:db8::1,[2001:db8::1]:53'],
    ['TRUSTED_PROXIES', '10.0.0.1,10.0.0.0/8,::1,2001:db8::/32'],
  ])('takes %s=%s', (name, value) => {
    expect(readEnv({ [name]: value })).toMatchObject({ [name]: value.split(/, ?/) });
  });

  it('takes hosts with their port apart', () => {
    expect(readEnv({ NEVER_DIAL: 'db.example.com:5432, [2001:db8::1]:6432,10.0.0.1:1' }).NEVER_DIAL).toEqual([
      { host: 'db.example.com', port: 5432 },
      { host: '2001:db8::1', port: 6432 },
      { host: '10.0.0.1', port: 1 },
    ]);
  });

  it('does not print an address, which may hold a password', () => {
    expect(() => readEnv({ DATABASE_URL: 'mysql://u:hidden@h/d' })).toThrow(/^(?!.*hidden)/);
  });

  it('does not print a secret', () => {
    expect(() => readEnv({ AUTH_SECRET: 'too-short' })).toThrow(
      /^AUTH_SECRET must have at least 32 characters$/,
    );
  });

  it('listens anywhere once people come by https', () => {
    expect(readEnv({ HOST: '0.0.0.0', PUBLIC_URL: 'https://lava.example.com/' })).toMatchObject({
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://lava.example.com',
    });
  });

  it('reads which group gives which role', () => {
    expect(readEnv({ OIDC_ROLES: 'lava-admins=admin@*, etl=editor@prod' }).OIDC_ROLES).toEqual([
      { group: 'lava-admins', role: 'admin', realm: '*' },
      { group: 'etl', role: 'editor', realm: 'prod' },
    ]);
  });

  it('reads lists with commas or spaces and takes empty for unset', () => {
    expect(readEnv({ ALLOWED_PORTS: '5439, 5440', ALLOWED_HOSTS: '' })).toMatchObject({
      ALLOWED_PORTS: [5439, 5440],
    });
    expect(readEnv({ ALLOWED_HOSTS: '' }).ALLOWED_HOSTS).toBeUndefined();
  });
});

describe('readEnvAtStart', () => {
  it('stops at a file of authorities that is missing or is none', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'lava-env-'));
    try {
      const file = path.join(folder, 'ca.pem');
      const start = () => readEnvAtStart({ TLS_EXTRA_CA_FILE: file });
      expect(start).toThrow(EnvError);
      expect(start).toThrow(
        `TLS_EXTRA_CA_FILE must be a file of certificates in PEM (it is "${file}": there is no such file)`,
      );
      await writeFile(file, 'Dear diary');
      expect(start).toThrow('it holds no certificate');
      await writeFile(file, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
      expect(start).toThrow('its certificate cannot be read');
      await writeFile(file, rootCertificates[0] ?? '');
      expect(start().TLS_EXTRA_CA_FILE).toBe(file);
      expect(() => readEnvAtStart({ TLS_EXTRA_CA_FILE: folder })).toThrow('it cannot be read, EISDIR');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('understands the settings anew only when one has changed', () => {
    vi.stubEnv('SESSION_IDLE_MINUTES', '30');
    const first = readEnv();
    expect(readEnv()).toBe(first);
    vi.stubEnv('SESSION_IDLE_MINUTES', '31');
    expect([first.SESSION_IDLE_MINUTES, readEnv().SESSION_IDLE_MINUTES]).toEqual([30, 31]);
    vi.stubEnv('SESSION_IDLE_MINUTES', 'soon');
    expect(() => readEnv()).toThrow('SESSION_IDLE_MINUTES');
    expect(() => readEnv()).toThrow('SESSION_IDLE_MINUTES');
    vi.unstubAllEnvs();
  });
});

describe('configuredAws', () => {
  it('names what points at a real AWS', () => {
    expect(configuredAws({})).toEqual([]);
    expect(
      configuredAws({ AWS_PROFILE: 'x', AWS_ENDPOINT_URL_SSM: 'https://a', AWS_REGION: 'eu-west-1' }),
    ).toEqual(['AWS_PROFILE', 'AWS_ENDPOINT_URL_SSM']);
  });
});
