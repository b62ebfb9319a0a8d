import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JSON_TYPES } from './connection-types';
import { jsonSpecSchema } from './json-spec';
import { jsonTemplate } from './json-template';
import { redactSpec } from './redact';

const schema = jsonSpecSchema({ realm: 'dev' });
const problems = (spec: unknown) =>
  (schema.safeParse(spec).error?.issues ?? []).map((issue) => [
    issue.path.join('.'),
    issue.code === 'custom' ? issue.params?.code : '',
  ]);
const SLACK = { conn_id: 'alerts', type: 'slack', enabled: true };

/** Keys that JavaScript treats specially are refused everywhere. */
function isStorable(value: unknown): boolean {
  return !/"(?:__proto__|constructor|prototype)"/.test(JSON.stringify(value));
}

describe('jsonSpecSchema', () => {
  it('takes any fields of any type, lava’s own and unknown ones', () => {
    const type = fc.constantFrom(...JSON_TYPES.map((one) => one.type), 'teradata', 'postgresql');
    const fields = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,5}_[a-z]{1,5}[0-9]$/),
      fc.jsonValue().filter(isStorable),
    );
    fc.assert(
      fc.property(type, fields, (chosen, rest) => {
        const spec = { ...SLACK, ...JSON.parse(JSON.stringify(rest)), type: chosen };
        expect(schema.parse(spec)).toEqual(spec);
      }),
    );
  });

  it.each<[unknown, [string, string][]]>([
    [
      {},
      [
        ['conn_id', 'REQUIRED'],
        ['type', 'REQUIRED'],
      ],
    ],
    [[], [['', 'WRONG_TYPE']]],
    [{ ...SLACK, conn_id: '../../etc' }, [['conn_id', 'INVALID']]],
    [{ ...SLACK, type: 'Slack' }, [['type', 'INVALID']]],
    [{ ...SLACK, type: 5 }, [['type', 'INVALID']]],
    [{ ...SLACK, enabled: 'false' }, [['enabled', 'WRONG_TYPE']]],
    [{ ...SLACK, description: 'x'.repeat(1001) }, [['description', 'TOO_LONG']]],
    [{ ...SLACK, owner: '' }, [['owner', 'EMPTY']]],
    [{ ...SLACK, 'x- a': 1 }, [['x- a', 'INVALID']]],
    [{ ...SLACK, note: 'a\0b' }, [['note', 'INVALID']]],
    [JSON.parse('{"conn_id":"a","type":"slack","constructor":1}'), [['constructor', 'FORBIDDEN_KEY']]],
    [{ ...SLACK, note: 'x'.repeat(200_001) }, [['', 'TOO_LONG']]],
  ])('names what is wrong: case %#', (spec, expected) => {
    expect(problems(spec)).toEqual(expected);
  });

  it('lets what the stored spec has stay as long as it is, and nothing else', () => {
    const existing = {
      ...SLACK,
      description: 'd'.repeat(1500),
      'x-note': 'x'.repeat(20_000),
      note: 'n'.repeat(250_000),
    };
    const edited = jsonSpecSchema({ realm: 'dev', existing });
    expect(edited.safeParse({ ...existing, enabled: false, owner: 'me' }).error).toBeUndefined();
    expect(problems(existing)).toEqual([
      ['description', 'TOO_LONG'],
      ['x-note', 'TOO_LONG'],
      ['', 'TOO_LONG'],
    ]);
    for (const changed of [
      { description: 'e'.repeat(1001) },
      { 'x-note': 'y'.repeat(10_001) },
      { note: 'm'.repeat(250_000) },
      // Little by little past what DynamoDB holds.
      { more: 'm'.repeat(150_000) },
    ]) {
      expect(edited.safeParse({ ...existing, ...changed }).error?.issues).toHaveLength(1);
    }
  });

  it.each(['password', 'secret_id', 'client_secret', 'ssh_key', 'access_keys'])(
    'refuses a credential in %s without repeating it',
    (key) => {
      const spec = { ...SLACK, type: 'sharepoint', [key]: 'hunter2! is the password' };
      expect(problems(spec)).toEqual([[key, 'LOOKS_LIKE_A_PASSWORD']]);
      expect(JSON.stringify(schema.safeParse(spec).error)).not.toContain('hunter2');
      expect(JSON.stringify(redactSpec(spec))).not.toContain('hunter2');
      expect(problems({ ...spec, [key]: '/lava/dev/board/key' })).toEqual([]);
    },
  );
});

describe('jsonTemplate', () => {
  it('keeps what both types know', () => {
    const spec = { ...SLACK, type: 'redshift', host: 'h', cluster_id: 'c', 'x-a': 1, owner: 'me' };
    expect(jsonTemplate('mysql', spec)).toEqual({
      conn_id: 'alerts',
      type: 'mysql',
      enabled: true,
      host: 'h',
      'x-a': 1,
      owner: 'me',
    });
    expect(jsonTemplate('slack', spec)).toEqual({ ...SLACK, 'x-a': 1, owner: 'me' });
  });
});
