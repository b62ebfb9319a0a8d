import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { configuredAws, EnvError, readEnv, SETTING_NAMES } from './env';

describe('readEnv', () => {
  it('takes the defaults that .env.example names', async () => {
    const example = await readFile(new URL('../.env.example', import.meta.url), 'utf8');
    const lines = example.split('\n').filter((line) => /^[A-Z]/.test(line));
    const given = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    expect(Object.keys(given).sort()).toEqual([...SETTING_NAMES].sort());
    expect(readEnv(given)).toEqual(readEnv({}));
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
    ['DATABASE_URL', 'mysql://x', /DATABASE_URL must be a postgresql:/],
    ['DATABASE_POOL', '1', /DATABASE_POOL must be a whole number between 2 and 200 \(it is "1"\)/],
    ['DATABASE_LOCK_TIMEOUT', '5s', /DATABASE_LOCK_TIMEOUT must be a whole number/],
    ['METRICS_TOKEN', 'short', /^METRICS_TOKEN must be 16 to 200 characters without spaces$/],
    ['LOG_LEVEL', 'loud', /LOG_LEVEL must be trace, debug/],
  ])('stops at %s=%s with its name and what is allowed', (name, value, message) => {
    expect(() => readEnv({ [name]: value })).toThrow(EnvError);
    expect(() => readEnv({ [name]: value })).toThrow(message);
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

describe('configuredAws', () => {
  it('names what points at a real AWS', () => {
    expect(configuredAws({})).toEqual([]);
    expect(
      configuredAws({ AWS_PROFILE: 'x', AWS_ENDPOINT_URL_SSM: 'https://a', AWS_REGION: 'eu-west-1' }),
    ).toEqual(['AWS_PROFILE', 'AWS_ENDPOINT_URL_SSM']);
  });
});
