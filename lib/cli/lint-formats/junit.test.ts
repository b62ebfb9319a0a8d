import fc from 'fast-check';
import { expect, it } from 'vitest';
import { junit } from './junit';
import { lintedFiles } from './linted.fixture';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

it('is well-formed and counts what it lists, whatever the files hold', () => {
  fc.assert(
    fc.property(lintedFiles, (linted) => {
      const root = readXml(junit(linted));
      expect(root.name).toBe('testsuites');
      expect(counts(root)).toEqual([linted.length, linted.filter(({ ok }) => !ok).length, 0]);
      expect(root.children).toHaveLength(new Set(linted.map(({ file }) => file)).size);
      for (const suite of root.children) {
        const failed = suite.children.filter(({ children }) => children[0]?.name === 'failure');
        expect(counts(suite)).toEqual([suite.children.length, failed.length, 0]);
        const those = linted.filter(({ file }) => xmlText(file) === suite.attributes.name);
        expect(suite.children.map(({ attributes }) => attributes.name)).toEqual(
          those.map(({ connId, line }) => xmlText(connId ?? `line ${line}`)),
        );
        expect(suite.children.map(({ attributes }) => attributes.line)).toEqual(
          those.map(({ line }) => `${line}`),
        );
      }
      const failures = root.children.flatMap(({ children }) => children.flatMap((one) => one.children));
      for (const { name, attributes } of failures.filter((one) => one.name === 'failure')) {
        expect([name, Object.keys(attributes).sort()]).toEqual(['failure', ['message', 'type']]);
      }
    }),
    { numRuns: 300 },
  );
});

it('carries a message unchanged, as far as XML can', () => {
  const message = `<a b='c'>&amp; "d"\n\t]]> \u001b\u0000\ud800`;
  const finding = { code: 'TYPE_CASE', severity: 'high', field: 'type', message, line: 7 } as const;
  const root = readXml(junit([{ connId: message, file: 'a.yaml', line: 7, ok: false, findings: [finding] }]));
  const failure = root.children[0]?.children[0]?.children[0];
  expect(failure?.attributes.message).toBe(xmlText(message));
  expect(failure?.text).toBe(`a.yaml:7: high TYPE_CASE: ${xmlText(message)}`);
});

/** What of a text XML has characters for. */
function xmlText(text: string): string {
  return text.replace(/(?![\n\t\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '\ufffd');
}

function counts({ attributes }: Element): number[] {
  return [Number(attributes.tests), Number(attributes.failures), Number(attributes.errors)];
}

/** Reads XML without comments, CDATA and document types, strictly: throws where it is not well-formed. */
function readXml(xml: string): Element {
  // Section 2.2 of XML 1.0: the characters that there are.
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml)) throw new Error('a character');
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!xml.startsWith(declaration)) throw new Error('no declaration');
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  const token = /<(\/?)([A-Za-z][\w-]*)((?: [\w-]+="[^"<\n\r\t]*")*)\s*(\/?)>|([^<]+)/gy;
  token.lastIndex = declaration.length;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const [whole, closing, name = '', given = '', empty, text] = token.exec(xml) ?? [];
    const inner = open.at(-1);
    if (whole === undefined || !inner) throw new Error(`no markup: ${xml.slice(at, at + 40)}`);
    if (text !== undefined) inner.text += unescaped(text);
    else if (closing) {
      if (open.pop()?.name !== name) throw new Error(`${name} is closed out of turn`);
    } else {
      const pairs = [...given.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        unescaped(value),
      ]);
      const attributes = Object.fromEntries(pairs);
      if (Object.keys(attributes).length !== pairs.length) throw new Error('an attribute twice');
      const element = { name, attributes, children: [], text: '' };
      inner.children.push(element);
      if (!empty) open.push(element);
    }
  }
  const [root] = top.children;
  if (!root || top.children.length > 1 || open.length > 1 || top.text.trim() !== '')
    throw new Error('not one root');
  return root;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (text.includes(']]>')) throw new Error('the end of a section');
  return text.replace(/&(?:#(\d+);|(\w+);)?/g, (whole, code, name) => {
    const character = code ? String.fromCodePoint(Number(code)) : NAMED[name];
    if (character === undefined) throw new Error(`a reference: ${whole}`);
    return character;
  });
}
