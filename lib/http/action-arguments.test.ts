import { expect, it } from 'vitest';
import { wrongArguments } from './action-arguments';

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const TEXT = 'text/plain;charset=UTF-8';

it.each([
  ['no arguments', '[]'],
  [
    'a specification',
    JSON.stringify([{ realm: 'dev', spec: { conn_id: 'x', port: 5439, ssl: true, x: null } }]),
  ],
  ['a text that begins with a dollar', '[{"name":"$$1","undefined":"$undefined","n":["$NaN","$-0"]}]'],
  ['a list that is there twice', '[{"one":[{"a":1}],"two":"$0:0:one","three":"$0:0:one:0"}]'],
  ['what a specification may have', `[${nested(64)}]`],
  ['many lists side by side', `[${'[],'.repeat(5_000)}[]]`],
  ['brackets in a text', JSON.stringify([nested(50_000), `"${nested(1_000)}\\`])],
])('takes %s', (_, body) => expect(wrongArguments(TEXT, body)).toBeNull());

it.each([
  ['no JSON', 'xx', 'no list'],
  ['nothing', '', 'no list'],
  ['a number', '5', 'no list'],
  ['null', 'null', 'no list'],
  ['a map', '{"0":[]}', 'no list'],
  ['a mark before the text', '\uFEFF[]', 'no list'],
  ['50,000 levels', nested(50_000), 'too deep'],
  ['levels that do not end', '['.repeat(500_000), 'no list'],
  ['levels of maps', `[${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}]`, 'too deep'],
  ['a prototype', '[{"a":{"__proto__":{"x":1}}}]', '__proto__'],
  ['an escaped prototype', '[{"\\u005f_proto__":1}]', '__proto__'],
  ['another part', '["$1"]', 'not there'],
  ['a function', '["$F1"]', 'not there'],
  ['a stream', '["$R1"]', 'not there'],
  ['a great number', '["$n1x"]', 'not there'],
  ['what comes later', '["$0:1",{}]', 'not there'],
  ['a prototype by reference', '[{},"$0:0:__proto__"]', 'not there'],
  ['what only every list has', '[[],"$0:0:length"]', 'not there'],
  ['a text by reference', '["a","$0:0"]', 'not there'],
])('refuses %s', (_, body, why) => expect(wrongArguments(TEXT, body)).toContain(why));

it.each([null, 'multipart/form-data; boundary=b', 'application/x-www-form-urlencoded', 'application/json'])(
  'refuses what is sent as %s',
  (type) => expect(wrongArguments(type, '[]')).toContain('no list'),
);
