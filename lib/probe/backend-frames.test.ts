import { describe, expect, it } from 'vitest';
import { BackendFrames } from './backend-frames';
import { ProbeStop } from './probe-stop';

const LIMITS = { bytes: 1000, awsDriver: false, redshift: true };

function frame(type: string, body: Buffer, length = body.length + 4): Buffer {
  const header = Buffer.alloc(5);
  header.write(type, 'latin1');
  header.writeInt32BE(length, 1);
  return Buffer.concat([header, body]);
}

function authentication(method: number, rest = Buffer.alloc(0)): Buffer {
  const number = Buffer.alloc(4);
  number.writeInt32BE(method);
  return frame('R', Buffer.concat([number, rest]));
}

/** Feeds the bytes in pieces of one size; the code they end with, after how many bytes, and what came through. */
function check(bytes: Buffer, size: number, limits = LIMITS) {
  const frames = new BackendFrames(limits);
  let through = Buffer.alloc(0);
  for (let at = 0; at < bytes.length; at += size) {
    try {
      through = Buffer.concat([through, frames.take(bytes.subarray(at, at + size))]);
    } catch (error) {
      if (!(error instanceof ProbeStop)) throw error;
      const { code, notes } = error;
      return { code, notes, authentication: frames.authentication, seen: frames.seen, through };
    }
  }
  return {
    code: undefined,
    notes: undefined,
    authentication: frames.authentication,
    seen: frames.seen,
    through,
  };
}

describe.each([1, 3, 7, 10_000])('BackendFrames fed %i bytes at a time', (size) => {
  const login = [
    authentication(5, Buffer.from('salt')),
    authentication(0),
    frame('S', Buffer.from('server_version\x008.0.2\0')),
    frame('Z', Buffer.from('I')),
  ];

  it('lets a login and a query through', () => {
    const query = [frame('T', Buffer.alloc(40)), frame('D', Buffer.alloc(60)), frame('C', Buffer.from('S'))];
    const bytes = Buffer.concat([...login, ...query]);
    expect(check(bytes, size)).toEqual({
      code: undefined,
      authentication: 'md5',
      seen: bytes.length,
      through: bytes,
    });
  });

  it('keeps an incomplete frame back', () => {
    const bytes = Buffer.concat(login);
    const part = bytes.subarray(0, bytes.length - 1);
    expect(check(part, size).through).toEqual(bytes.subarray(0, bytes.length - 6));
  });

  it('lets errors and notices through that end as they must', () => {
    const bytes = Buffer.concat([
      frame('N', Buffer.from('SNOTICE\0Mhello\0\0')),
      frame('E', Buffer.from('SFATAL\0C28P01\0\0')),
    ]);
    expect(check(bytes, size)).toMatchObject({ code: undefined, through: bytes });
  });

  it('stops at authentication 13 before the frame is complete', () => {
    const bytes = authentication(13, Buffer.alloc(100));
    expect(check(bytes, size).code).toBe('AUTH_METHOD_UNSUPPORTED');
    expect(check(bytes, 1).seen).toBe(9);
    expect(check(bytes, size, { ...LIMITS, awsDriver: true }).code).toBe('AUTH_BEYOND_TEST');
  });

  it.each([
    [13, true, 'subtype', 'Set subtype to redshift'],
    [13, false, 'host', 'have the server ask for'],
    [7, true, 'host', 'have the server ask for'],
    [7, false, 'host', 'have the server ask for'],
  ])(
    'advises AWS’s driver only where it helps: authentication %i, Redshift %s',
    (method, redshift, field, hint) => {
      const { notes } = check(authentication(method), size, { ...LIMITS, redshift });
      expect(notes).toMatchObject({ field, hint: expect.stringContaining(hint) });
    },
  );

  it.each([2, 6, 7, 9, 14, -1])('stops at authentication %i', (method) => {
    expect(check(authentication(method), size).code).toBe('AUTH_METHOD_UNSUPPORTED');
  });

  it.each([
    ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n')],
    ['SSH', Buffer.from('SSH-2.0-OpenSSH\r\n')],
    ['MySQL', Buffer.from('J\0\0\0\n8.0.36\0')],
    ['zeros', Buffer.alloc(20)],
    ['a length below 4', frame('E', Buffer.alloc(4), 3)],
    ['an authentication without a number', frame('R', Buffer.alloc(4), 4)],
    ['an error without an end', frame('E', Buffer.from('SFATAL'))],
    ['an error whose list has no end', frame('E', Buffer.from('SFATAL\0'))],
    ['a notice with something behind its end', frame('N', Buffer.from('SX\0\0x'))],
    ['an empty error', frame('E', Buffer.alloc(0))],
    ['a negative length', frame('E', Buffer.alloc(4), -5)],
    ['a copy after the login', Buffer.concat([...login, frame('G', Buffer.alloc(4))])],
  ])('refuses %s', (_, bytes) => {
    expect(check(bytes, size).code).toBe('NOT_A_POSTGRES_SERVER');
  });

  it('refuses an announcement above the limit, and many frames below it', () => {
    expect(check(frame('E', Buffer.alloc(4), 0x7fffffff), size).code).toBe('ANSWER_TOO_LARGE');
    const notices = Buffer.concat(
      Array.from({ length: 20 }, () => frame('N', Buffer.from(`S${'x'.repeat(90)}\0\0`))),
    );
    expect(check(notices, size).code).toBe('ANSWER_TOO_LARGE');
  });
});
