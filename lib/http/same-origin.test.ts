import { afterEach, describe, expect, it, vi } from 'vitest';
import { hasBearerToken, isSameOrigin } from './same-origin';

const OWN = { host: 'localhost:3000', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' };
const { origin: _origin, ...noOrigin } = OWN;
const { 'sec-fetch-site': _site, ...noSite } = OWN;

afterEach(() => vi.unstubAllEnvs());

describe('a request counts as one of our own pages', () => {
  it('when both headers say so', () => expect(isSameOrigin(new Headers(OWN))).toBe(true));

  it.each([
    ['without Origin', noOrigin],
    ['without Sec-Fetch-Site', noSite],
    ['from another site', { ...OWN, 'sec-fetch-site': 'cross-site' }],
    ['from another port of this machine', { ...OWN, 'sec-fetch-site': 'same-site' }],
    ['typed into the address bar', { ...OWN, 'sec-fetch-site': 'none' }],
    ['with another Origin', { ...OWN, origin: 'http://localhost:4000' }],
    ['with an opaque Origin', { ...OWN, origin: 'null' }],
    ['without a Host', { ...noOrigin, origin: '', host: '' }],
  ])('but not %s', (_, headers) => expect(isSameOrigin(new Headers(headers))).toBe(false));

  it('by the public address too, which a proxy before us may not pass on as Host', () => {
    const proxied = new Headers({ ...OWN, origin: 'https://lava.example.com' });
    expect(isSameOrigin(proxied)).toBe(false);
    vi.stubEnv('PUBLIC_URL', 'https://lava.example.com/');
    expect(isSameOrigin(proxied)).toBe(true);
  });
});

it('knows a token by its scheme', () => {
  expect(hasBearerToken(new Headers({ authorization: 'Bearer lava_x' }))).toBe(true);
  for (const authorization of ['', 'Bearer', 'Bearer ', 'Basic eDp5'])
    expect(hasBearerToken(new Headers({ authorization }))).toBe(false);
});
