import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formSchema, parsePortText } from './form-schema';
import { redshift } from './redshift';
import type { Spec } from './spec';

const IAM: Spec = {
  conn_id: 'warehouse/etl',
  type: 'redshift',
  enabled: true,
  host: 'dwh.abc123.ap-southeast-2.redshift.amazonaws.com',
  port: 5439,
  database: 'analytics',
  user: 'etl',
};
const SECRET: Spec = { conn_id: 'c', type: 'redshift', enabled: false, secret_id: '/lava/dev/c' };

function without(spec: Spec, key: string): Spec {
  return Object.fromEntries(Object.entries(spec).filter(([name]) => name !== key));
}

function issues(spec: unknown, existing?: Spec) {
  const parsed = formSchema(redshift, { realm: 'dev', ...(existing && { existing }) }).safeParse(spec);
  return parsed.success ? [] : parsed.error.issues;
}

function problems(spec: unknown, existing?: Spec): string[] {
  return issues(spec, existing).map((issue) => {
    const code: unknown = issue.code === 'custom' ? issue.params?.code : issue.code;
    return `${issue.path.join('.')} ${String(code)}`;
  });
}

describe('formSchema', () => {
  it.each<[string, Spec]>([
    ['IAM', IAM],
    ['SSM', { ...IAM, password: '/lava/dev/c/password' }],
    ['a parameter without a path', { ...IAM, password: 'my-param' }],
    [
      'a parameter by ARN',
      { ...IAM, password: 'arn:aws:ssm:ap-southeast-2:123456789012:parameter/lava/dev/x' },
    ],
    ['a secret for everything', SECRET],
    ['a secret for some', { ...SECRET, host: 'h', database: 'd' }],
    ['both', { ...SECRET, password: '/lava/dev/c' }],
    [
      'every field',
      {
        ...IAM,
        cluster_id: 'dwh',
        description: 'Two\nlines with <img onerror=x> and </script> and javascript:',
        password_duration: '15m',
        preserve_case: false,
        ssl: true,
        subtype: 'redshift',
        owner: 'team@example.com',
        'x-any': { a: [1, null, 'ä'] },
        'X-Team': 'y',
      },
    ],
    ['an international host', { ...IAM, host: 'bücher.example', cluster_id: 'dwh' }],
    [
      'names IAM would refuse, with a password',
      { ...IAM, password: '/lava/dev/x', user: '1a b', database: 'select' },
    ],
  ])('takes %s and gives it back as it is', (_, spec) => {
    expect(problems(spec)).toEqual([]);
    expect(formSchema(redshift, { realm: 'dev' }).parse(spec)).toEqual(spec);
  });

  it.each([
    '',
    '0',
    '65536',
    '-1',
    ' 5439 ',
    '1e3',
    '0x10',
    '5439abc',
    '５４３９',
    '5439',
    true,
    null,
    [5439],
    {},
    5439.5,
    Number.NaN,
  ])('refuses the port %j', (port) => {
    expect(problems({ ...IAM, port })).toEqual(['port WRONG_TYPE']);
  });

  it.each([0, -1, 65_536, 1e300])('refuses the port %j as out of range', (port) => {
    expect(problems({ ...IAM, port })).toEqual(['port OUT_OF_RANGE']);
  });

  it.each([
    '/var/run/postgresql',
    '@abstract',
    'a b',
    'h:5439',
    'u:p@h',
    'h?sslmode=disable',
    'host\r\nX: y',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0',
    'fe80::1%eth0',
    '[::ffff:a9fe:a9fe]',
    'p\u0430ypal.com',
    'a\u200bb',
    '',
  ])('refuses the host %j', (host) => {
    expect(problems({ ...IAM, host, cluster_id: 'x' })).toEqual([expect.stringMatching(/^host /)]);
  });

  it.each(['../../etc', '%2e%2e%2f', 'CON', '__proto__', 'constructor', 'x'.repeat(1000), '', 5])(
    'refuses the identifier %j',
    (conn_id) => {
      expect(problems({ ...IAM, conn_id })).toEqual([expect.stringMatching(/^conn_id /)]);
    },
  );

  it.each([
    '899s',
    '3601',
    'NaN',
    '15M',
    '3601s',
    '61m',
    '1d',
    '900',
    '1e3s',
    ' 15m',
    '٣m',
    '-15m',
    '',
    900,
    null,
  ])('refuses the duration %j', (password_duration) => {
    expect(problems({ ...IAM, password_duration })).toEqual([expect.stringMatching(/^password_duration /)]);
  });

  it.each(['900s', '15m', '60m', '1h', '0.5h', '3600s'])('takes the duration %s', (password_duration) => {
    expect(problems({ ...IAM, password_duration })).toEqual([]);
  });

  it.each<[string, Spec, string[]]>([
    ['text for a boolean', { ...IAM, enabled: 'true', ssl: 1 }, ['enabled WRONG_TYPE', 'ssl WRONG_TYPE']],
    ['a type in upper case', { ...IAM, type: 'Redshift' }, ['type INVALID']],
    ['another type', { ...IAM, type: 'postgres' }, ['type INVALID']],
    ['an unknown driver', { ...IAM, subtype: 'pygresql' }, ['subtype INVALID']],
    [
      'unknown keys',
      { ...IAM, role: 'admin', version: 3, lastTest: 1 },
      ['role UNKNOWN_FIELD', 'version UNKNOWN_FIELD', 'lastTest UNKNOWN_FIELD'],
    ],
    ['an empty optional text', { ...IAM, owner: '' }, ['owner EMPTY']],
    ['null', { ...IAM, owner: null }, ['owner WRONG_TYPE']],
    ['spaces around', { ...IAM, owner: ' x' }, ['owner SPACE_AROUND']],
    ['a long text', { ...IAM, owner: 'x'.repeat(257) }, ['owner TOO_LONG']],
    ['a long description', { ...IAM, description: 'x'.repeat(1001) }, ['description TOO_LONG']],
    [
      'a description of a megabyte',
      { ...IAM, description: 'x'.repeat(1024 * 1024) },
      ['description TOO_LONG'],
    ],
    ['a user with a colon', { ...IAM, user: 'a:b' }, ['user INVALID']],
    ['a reserved user', { ...IAM, user: 'PUBLIC' }, ['user INVALID']],
    ['a reserved word', { ...IAM, user: 'select' }, ['user INVALID']],
    ['a long user', { ...IAM, user: 'x'.repeat(65) }, ['user INVALID']],
    ['a database that starts with a digit', { ...IAM, database: '1db' }, ['database INVALID']],
    ['a cluster id in upper case', { ...IAM, cluster_id: 'Dwh' }, ['cluster_id INVALID']],
    ['a cluster id with two hyphens', { ...IAM, cluster_id: 'd--h' }, ['cluster_id INVALID']],
    ['a parameter path without its slash', { ...IAM, password: 'lava/dev/x' }, ['password INVALID']],
    ['a parameter with spaces around', { ...IAM, password: ' /lava/dev/x' }, ['password SPACE_AROUND']],
    ['an empty parameter', { ...IAM, password: '' }, ['password EMPTY']],
    ['the path of parameters alone', { ...IAM, password: '/lava/dev/' }, ['password INVALID']],
    ['a path with an empty part', { ...IAM, password: '/lava//x' }, ['password INVALID']],
    ['the path of secrets alone', { ...SECRET, secret_id: '/lava/dev/' }, ['secret_id INVALID']],
    ['an empty secret', { ...IAM, secret_id: '' }, ['secret_id EMPTY']],
    [
      'nothing',
      {},
      [
        'conn_id REQUIRED',
        'database REQUIRED',
        'enabled REQUIRED',
        'host REQUIRED',
        'port REQUIRED',
        'type REQUIRED',
        'user REQUIRED',
      ],
    ],
    [
      'a secret, and no more',
      { secret_id: '/lava/dev/x' },
      ['conn_id REQUIRED', 'enabled REQUIRED', 'type REQUIRED'],
    ],
    ['an x- key without a name', { ...IAM, 'x-': 1 }, ['x- INVALID']],
    ['a long x- key', { ...IAM, [`x-${'a'.repeat(127)}`]: 1 }, [`x-${'a'.repeat(127)} TOO_LONG`]],
    ['a long x- value', { ...IAM, 'x-a': 'x'.repeat(10_000) }, ['x-a TOO_LONG']],
    [
      'no JSON in an x- value',
      { ...IAM, 'x-a': undefined, 'x-b': Number.NaN },
      ['x-a INVALID', 'x-b INVALID'],
    ],
    ['a NUL deep in an x- value', { ...IAM, 'x-a': [{ b: 'c\0' }] }, ['x-a INVALID']],
  ])('refuses %s', (_, spec, expected) => {
    expect(problems(spec)).toEqual(expected);
  });

  it.each(redshift.fields.filter((field) => field.type === 'String').map((field) => field.name))(
    'refuses a NUL in %s',
    (name) => {
      expect(problems({ ...IAM, [name]: 'a\0b' })).toContainEqual(
        expect.stringMatching(new RegExp(`^${name} `)),
      );
    },
  );

  it.each([null, undefined, 'x', 5, [], [IAM], new Map(), new Date()])('refuses %j for a spec', (value) => {
    expect(problems(value)).toEqual([' WRONG_TYPE']);
  });

  it('refuses keys that JavaScript treats specially, anywhere', () => {
    const spec: unknown = JSON.parse(
      `{"__proto__":{"polluted":1},"constructor":1,${JSON.stringify(IAM).slice(1)}`,
    );
    expect(problems(spec)).toEqual(['__proto__ FORBIDDEN_KEY', 'constructor FORBIDDEN_KEY']);
    expect(problems({ ...IAM, 'x-a': JSON.parse('{"__proto__":1}') })).toEqual(['x-a INVALID']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('stands deep and self-containing values', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    expect(problems({ ...IAM, 'x-a': circular })).toEqual(['x-a INVALID']);
    expect(problems({ ...IAM, 'x-a': JSON.parse('['.repeat(5000) + ']'.repeat(5000)) })).toEqual([
      'x-a INVALID',
    ]);
  });

  it.each([
    'hunter2!',
    'AKIAIOSFODNN7EXAMPLE',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'Xk9mQ2vLp8RtWz4',
  ])('refuses the password %s and does not repeat it', (secret) => {
    for (const name of ['password', 'secret_id']) {
      const found = issues({ ...IAM, [name]: secret });
      if (name === 'password' || !secret.includes('/')) {
        expect(found).toMatchObject([{ path: [name], params: { code: 'LOOKS_LIKE_A_PASSWORD' } }]);
      }
      expect(JSON.stringify(found)).not.toContain(secret);
    }
  });

  it('names the realm’s own prefix', () => {
    expect(issues({ ...IAM, password: 'hunter2!' })[0]?.message).toContain('/lava/dev/');
  });

  it('lets unknown keys of the stored spec stay as they are', () => {
    const stored = { ...IAM, legacy: { a: 1 } };
    expect(problems(stored, stored)).toEqual([]);
    expect(problems({ ...stored, legacy: { a: 2 } }, stored)).toEqual(['legacy UNKNOWN_FIELD']);
    expect(problems({ ...stored, other: 1 }, stored)).toEqual(['other UNKNOWN_FIELD']);
  });

  it('lets what the stored spec has stay as long as it is, and nothing else', () => {
    const name = `x-${'n'.repeat(130)}`;
    const stored = {
      ...IAM,
      description: 'd'.repeat(1500),
      owner: 'o'.repeat(300),
      'x-note': { text: 'x'.repeat(20_000) },
      [name]: 1,
    };
    expect(problems({ ...stored, port: 5440 }, stored)).toEqual([]);
    expect(problems(stored)).toEqual([
      'description TOO_LONG',
      'owner TOO_LONG',
      'x-note TOO_LONG',
      `${name} TOO_LONG`,
    ]);
    const longer = { ...stored, description: `${stored.description}!`, 'x-note': 'y'.repeat(10_001) };
    expect(problems(longer, stored)).toEqual(['description TOO_LONG', 'x-note TOO_LONG']);
    expect(problems({ ...IAM, owner: ' o'.repeat(200) }, { ...IAM, owner: ' o'.repeat(200) })).toEqual([
      'owner SPACE_AROUND',
    ]);
  });

  it('requires what the secret cannot supply, and everything without one', () => {
    for (const name of ['host', 'port', 'database', 'user']) {
      expect(problems(without(IAM, name))).toEqual([`${name} REQUIRED`]);
      expect(problems({ ...without(IAM, name), secret_id: '/lava/dev/x' })).toEqual([]);
    }
    expect(problems(without({ ...IAM, secret_id: '/lava/dev/x' }, 'enabled'))).toEqual(['enabled REQUIRED']);
  });

  it('repeats at most 80 characters, and says what to do', () => {
    const names = redshift.fields.map((field) => field.name);
    const hostile = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.jsonValue({ maxDepth: 1 }));
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), hostile), (spec) => {
        for (const issue of issues(spec)) {
          expect(issue.message.length).toBeLessThan(300);
          expect(issue.message).toMatch(/\.$/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('parsePortText', () => {
  it('takes digits only', () => {
    expect(['5439', '0', '65536', '05439'].map(parsePortText)).toEqual([5439, 0, 65_536, 5439]);
    for (const text of [
      '',
      ' 5439 ',
      '1e3',
      '0x10',
      '5439abc',
      '-1',
      '+1',
      '５４３９',
      '5_439',
      '9'.repeat(400),
    ]) {
      expect(parsePortText(text)).toBeUndefined();
    }
  });
});
