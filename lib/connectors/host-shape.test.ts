import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkHost } from './host-shape';

describe('checkHost', () => {
  it.each([
    ['', 'HOST_EMPTY'],
    ['   ', 'HOST_EMPTY'],
    [5, 'HOST_NOT_TEXT'],
    [null, 'HOST_NOT_TEXT'],
    ['/var/run/postgresql', 'HOST_UNIX_SOCKET'],
    ['@abstract', 'HOST_UNIX_SOCKET'],
    ['\\\\server\\pipe', 'HOST_UNIX_SOCKET'],
    ['a b', 'HOST_SPACE'],
    [' a', 'HOST_SPACE'],
    ['a\u00a0b', 'HOST_SPACE'],
    ['h:5439', 'HOST_WITH_PORT'],
    ['h:', 'HOST_WITH_PORT'],
    ['h:p:5', 'HOST_NO_NAME'],
    ['u:p@h', 'HOST_USER_INFO'],
    ['h?sslmode=disable', 'HOST_QUERY'],
    ['h#x', 'HOST_QUERY'],
    ['h/db', 'HOST_QUERY'],
    ['http://h', 'HOST_IS_URL'],
    ['host\r\nX: y', 'HOST_CONTROL_CHARACTER'],
    ['host\n', 'HOST_CONTROL_CHARACTER'],
    ['a\0b', 'HOST_CONTROL_CHARACTER'],
    ['a\tb', 'HOST_CONTROL_CHARACTER'],
    ['127.1', 'HOST_NOT_CANONICAL'],
    ['2130706433', 'HOST_NOT_CANONICAL'],
    ['0x7f000001', 'HOST_NOT_CANONICAL'],
    ['0X7F.1', 'HOST_NOT_CANONICAL'],
    ['0', 'HOST_NOT_CANONICAL'],
    ['0177.0.0.1', 'HOST_NOT_CANONICAL'],
    ['010.1.2.3', 'HOST_NOT_CANONICAL'],
    ['1.2.3.256', 'HOST_NOT_CANONICAL'],
    ['1.2.3.4.5', 'HOST_NOT_CANONICAL'],
    ['169.254.169.254.', 'HOST_NOT_CANONICAL'],
    ['name.127', 'HOST_NOT_CANONICAL'],
    ['１２７.0.0.1', 'HOST_NOT_CANONICAL'],
    ['fe80::1%eth0', 'HOST_ZONE_ID'],
    ['%2e%2e', 'HOST_ZONE_ID'],
    ['[::1]', 'HOST_BRACKETS'],
    ['[::ffff:a9fe:a9fe]', 'HOST_BRACKETS'],
    ['a\u200bb', 'HOST_INVISIBLE_CHARACTER'],
    ['a\u202eb', 'HOST_INVISIBLE_CHARACTER'],
    ['\ufeffa', 'HOST_INVISIBLE_CHARACTER'],
    ['soft\u00adhyphen', 'HOST_INVISIBLE_CHARACTER'],
    ['p\u0430ypal.com', 'HOST_MIXED_SCRIPTS'],
    ['\u03bfracle.com', 'HOST_MIXED_SCRIPTS'],
    ['-x.y', 'HOST_NO_NAME'],
    ['x-.y', 'HOST_NO_NAME'],
    ['a..b', 'HOST_NO_NAME'],
    ['.', 'HOST_NO_NAME'],
    ['xn--a', 'HOST_NO_NAME'],
    ['h,g', 'HOST_NO_NAME'],
    [`${'a'.repeat(64)}.com`, 'HOST_NO_NAME'],
    ['a.'.repeat(200), 'HOST_NO_NAME'],
  ])('refuses %j with %s', (host, code) => {
    expect(checkHost(host)).toMatchObject({ ok: false, code });
  });

  it.each([
    ['my-cluster.abc.ap-southeast-2.redshift.amazonaws.com'],
    ['DB.Example.com'],
    ['db.example.com.'],
    ['localhost'],
    ['_service.example'],
    ['a1.b2'],
    ['10.1.2.3'],
    ['169.254.169.254'],
    ['xn--bcher-kva.example'],
  ])('takes %s as it is', (host) => {
    expect(checkHost(host)).toEqual({ ok: true, host });
  });

  it.each([
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['::FFFF:10.1.2.3', '::ffff:a01:203'],
  ])('writes %s as %s', (host, canonical) => {
    expect(checkHost(host)).toEqual({ ok: true, host: canonical });
  });

  it.each([
    ['bücher.example', 'xn--bcher-kva.example'],
    ['пример.рф', 'xn--e1afmkfd.xn--p1ai'],
    ['日本ドメイン.jp', 'xn--eckwd4c7c5976acvb.jp'],
  ])('writes %s as %s', (host, ascii) => {
    expect(checkHost(host)).toEqual({ ok: true, host: ascii, unicode: host });
  });

  it('lets through only what needs no quoting anywhere, and repeats none of the value', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(...'ab1.:-_@/?#[]% \r\n\0\u200bé\u0430'),
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (host) => {
        const check = checkHost(host);
        if (check.ok) expect(check.host).toMatch(/^[A-Za-z0-9._:-]+$/);
        else expect(check.message).toMatch(/^[\x20-\x7e]+$/);
      }),
      { numRuns: 2000 },
    );
  });
});
