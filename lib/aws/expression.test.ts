import { describe, expect, it } from 'vitest';
import type { LavaItem } from '../connectors/lava-item';
import { Expression } from './expression';

const KEY: LavaItem = { conn_id: { S: 'etl' } };
const many = (count: number): LavaItem => ({
  ...KEY,
  ...Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${index}`, { N: String(index) }])),
});

/** What a condition uses, and what DynamoDB would count. */
function built(expected: LavaItem, inAnyCase: readonly string[]) {
  const expression = new Expression('UpdateItem');
  const text = expression.condition(expected, inAnyCase);
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = expression.parameters();
  return {
    text,
    named: Object.values(names),
    operators: text.match(/ AND |=|\w+\(/g)?.length ?? 0,
    used: [...new Set(text.match(/[#:]\w+/g))].sort(),
    given: [...Object.keys(names), ...Object.keys(values)].sort(),
  };
}

describe('a condition', () => {
  it('is the whole item where it has room', () => {
    const { text, named } = built({ ...KEY, port: { N: '5439' }, ids: { L: [{ N: '1' }] } }, [
      'conn_id',
      'owner',
    ]);
    expect(text).toBe(
      '#n0=:v0 AND attribute_not_exists(#n1) AND #n2=:v1 AND attribute_type(#n3,:v2) AND size(#n3)=:v3 AND #n3[0]=:v4',
    );
    expect(named).toEqual(['conn_id', 'owner', 'port', 'ids']);
  });

  it.each([
    ['200 attributes', many(200)],
    ['several hundred', many(900)],
    ['a map of several hundred', { ...KEY, 'x-map': { M: many(400) }, ...many(10) }],
    ['a list of several hundred', { ...KEY, 'x-list': { L: Object.values(many(400)) }, ...many(200) }],
  ] satisfies [string, LavaItem][])('of %s stays within DynamoDB’s limits', (_, item) => {
    const { text, named, operators, used, given } = built(item, ['conn_id', 'x-9', 'x-new']);
    expect(text.length).toBeLessThanOrEqual(4096);
    expect(operators).toBeLessThanOrEqual(300);
    // DynamoDB refuses a name or value that is not used.
    expect(given).toEqual(used);
    expect(named).toEqual(expect.arrayContaining(['conn_id', 'x-9', 'x-new', 'x-8']));
  });

  it('uses the room it has', () => {
    expect(built(many(900), ['conn_id'])).toMatchObject({ operators: 299 });
    expect(built({ ...KEY, 'x-map': { M: many(400) }, ...many(10) }, ['conn_id']).named).toHaveLength(11);
  });

  it('is refused where it would have to leave something out', () => {
    const item = many(200);
    expect(() => built(item, Object.keys(item))).toThrow(
      expect.objectContaining({ awsCode: 'ItemTooComplex', operation: 'UpdateItem' }),
    );
  });
});
