import { expect, test } from 'vitest';
import { clientAddress } from './client-address';
import { localPath } from './local-path';
import { markRequests, requestMarks } from './request-marks';

function from(peer: string, forwarded?: string): Headers {
  markRequests();
  return new Headers({
    [requestMarks()?.peer ?? '']: peer,
    ...(forwarded && { 'x-forwarded-for': forwarded }),
  });
}

test.each([
  ['203.0.113.7', undefined, '203.0.113.7'],
  ['203.0.113.7', '10.1.1.1', '203.0.113.7'],
  ['10.0.0.1', '198.51.100.9', '198.51.100.9'],
  ['::ffff:10.0.0.1', '1.2.3.4, 198.51.100.9, 10.0.0.2', '198.51.100.9'],
  ['10.0.0.1', 'nonsense', '10.0.0.1'],
  ['10.0.0.1', undefined, '10.0.0.1'],
])('from %s, which says %s, comes %s', (peer, forwarded, expected) => {
  expect(clientAddress(from(peer, forwarded), ['10.0.0.0/8', 'fd00::/8', '192.0.2.1'])).toBe(expected);
});

test('nobody is believed unless named', () => {
  expect(clientAddress(from('10.0.0.1', '198.51.100.9'), [])).toBe('10.0.0.1');
  expect(clientAddress(new Headers({ 'x-forwarded-for': '198.51.100.9' }), [])).toBeUndefined();
});

test.each([
  ['/dev/connections?f=a', '/dev/connections?f=a'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/a\\..//evil', '/'],
  ['/..//evil.example', '/'],
  ['/sign-in?next=/x', '/'],
  ['/api/realms', '/'],
  ['javascript:alert(1)', '/'],
  [null, '/'],
])('after signing in, %s leads to %s', (given, expected) => {
  expect(localPath(given)).toBe(expected);
});
