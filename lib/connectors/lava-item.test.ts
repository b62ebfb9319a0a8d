import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AttributeValue,
  changedAttributes,
  itemOf,
  jsonOf,
  type LavaItem,
  specOfItem,
  withoutSecrets,
} from './lava-item';

const key = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text !== '__proto__');
const exact = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    exact,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
})).value;
const spec = fc.dictionary(key, json, { maxKeys: 8 });

const STORED: LavaItem = {
  conn_id: { S: 'etl' },
  port: { N: '5439' },
  ssl: { S: 'true' },
  enabled: { BOOL: true },
  'x-team': { M: { name: { S: 'data' }, size: { N: '4' } } },
  gone: { NULL: true },
};

describe('items of lava’s tables', () => {
  it('say the same after a way there and back', () => {
    fc.assert(
      fc.property(spec, (object) => {
        const back = jsonOf(itemOf(object));
        expect(back.ok && back.value).toEqual(object);
      }),
    );
  });

  it('stay byte for byte what they were when nothing was changed', () => {
    const read = jsonOf(STORED);
    expect(read.ok).toBe(true);
    expect(itemOf(read.ok ? read.value : {}, STORED)).toEqual(STORED);
    fc.assert(
      fc.property(spec, (object) => {
        const item = itemOf(object);
        expect(changedAttributes(item, itemOf(object, item))).toEqual([]);
      }),
    );
  });

  it('change only the attribute that was changed, to the depth where it was', () => {
    const written = { ...STORED, port: { N: '5.439E+3' } };
    const next = itemOf(
      {
        conn_id: 'etl',
        port: 5439,
        ssl: 'true',
        enabled: true,
        'x-team': { name: 'data', size: 5 },
        gone: null,
      },
      written,
    );
    expect(changedAttributes(written, next)).toEqual(['x-team']);
    expect(next.port).toEqual({ N: '5.439E+3' });
  });

  it('keep text apart from booleans and numbers', () => {
    expect(jsonOf({ ssl: { S: 'true' }, port: { S: '5439' }, enabled: { N: '1' } })).toEqual({
      ok: true,
      value: { enabled: 1, port: '5439', ssl: 'true' },
    });
  });

  it.each<[string, AttributeValue, RegExp]>([
    ['x-bin', { B: 'AAEC' }, /`x-bin` is a binary value/],
    ['x-tags', { SS: ['a', 'b'] }, /`x-tags` is a set of strings/],
    ['x-nums', { NS: ['1'] }, /`x-nums` is a set of numbers/],
    ['x-bins', { BS: ['AAEC'] }, /`x-bins` is a set of binary values/],
    ['x-big', { N: '12345678901234567890123' }, /`x-big` holds the number 1234.* cannot be kept exactly/],
  ])('are no spec with %s', (name, value, problem) => {
    const read = specOfItem({ conn_id: { S: 'etl' }, [name]: value });
    expect(read).toMatchObject({ ok: false, problem: expect.stringMatching(problem) });
  });

  it('are no spec with a secret inside, which is neither said nor kept', () => {
    const item: LavaItem = { conn_id: { S: 'etl' }, password: { S: 'Tr0ub4dor&3-correct!' } };
    const read = specOfItem(item);
    expect(read).toMatchObject({ ok: false, problem: expect.stringContaining('secret itself') });
    expect(JSON.stringify([read, withoutSecrets(item)])).not.toContain('Tr0ub4dor');
  });

  it.each(['../../etc', '__proto__', 'a b', ''])('are no spec with the conn_id "%s"', (connId) => {
    expect(specOfItem({ conn_id: { S: connId } })).toMatchObject({ ok: false });
  });

  it('never change a prototype', () => {
    const item = JSON.parse('{"conn_id":{"S":"etl"},"__proto__":{"M":{"polluted":{"BOOL":true}}}}');
    expect(specOfItem(item)).toMatchObject({ ok: false });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
