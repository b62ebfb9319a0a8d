import { Composer, Parser } from 'yaml';
import { echo } from '../connectors/echo';
import type { LocatedJson } from '../connectors/json-reader';
import { SpecTextError } from '../connectors/spec-text-error';
import { MAX_ALIASES } from '../connectors/text-limits';
import { readYaml } from '../connectors/yaml-reader';
import { IMPORT_LIMITS } from '../listing/transfer';
import type { TextValue } from './text-value';
import { TransferError } from './transfer-error';

/**
 * Reads the documents of a YAML text, each by itself: a mistake in one does not hide the others. A document whose
 * values other readers take for something else (`no`, `0123`, `2026-01-01` without quotes) is refused, because lava's
 * own tools read YAML 1.1.
 */
export function* readYamlValues(text: string): Generator<TextValue> {
  for (const { start, document } of documentsOf(text)) {
    try {
      const values = [...readYaml(document)];
      const theirs = MAY_DIFFER.test(document) ? readAsYaml11(document) : undefined;
      for (const [index, { offset, value }] of values.entries()) {
        const field = theirs && disputed(value, theirs[index]);
        if (field === undefined) yield { offset: start + offset, value };
        else yield problem(start + offset, disputedMessage(field), start + offset);
      }
    } catch (error) {
      if (!(error instanceof SpecTextError)) throw error;
      yield problem(start + error.offset, error.message, start);
    }
  }
}

function problem(offset: number, message: string, start: number): TextValue {
  return { offset, start, problem: message };
}

/** Values that need a second look: words, leading zeros, digits with `_`, `:` or `-` between, as in dates. */
const MAY_DIFFER = /[:\-,[{]\s+(?:(?:[yn]|yes|no|on|off)(?=[\s,\]}]|$)|[-+]?0[\d_bo]|[-+]?\d[\d.]*[_:-])/im;

/** A line of three dashes begins a document wherever it stands; directives and comments belong to what follows. */
function* documentsOf(text: string): Generator<{ readonly start: number; readonly document: string }> {
  let start = 0;
  let count = 0;
  for (const { index } of text.matchAll(/^---(?=[ \t\r\n]|$)/gm)) {
    const before = text.slice(start, index);
    if (/^(?:[ \t]*(?:#[^\n]*)?\r?\n|%[^\n]*\n)*$/.test(before)) continue;
    yield { start, document: before };
    start = index;
    count += 1;
    if (count > IMPORT_LIMITS.connections) {
      throw new TransferError(
        `There are more than ${IMPORT_LIMITS.connections.toLocaleString('en')} documents. Split them into several imports.`,
      );
    }
  }
  yield { start, document: text.slice(start) };
}

/** What a reader of YAML 1.1 makes of a document that was found harmless. */
function readAsYaml11(document: string): unknown[] {
  const options = {
    version: '1.1',
    schema: 'yaml-1.1',
    merge: true,
    stringKeys: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  } as const;
  return [...new Composer(options).compose(new Parser().parse(document))].flatMap((one): unknown[] => {
    const value: unknown = one.toJS({ maxAliasCount: MAX_ALIASES });
    return Array.isArray(value) ? value : [value];
  });
}

/** The first field that the two readings disagree about. */
function disputed(ours: LocatedJson['value'], theirs: unknown): string | undefined {
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return undefined;
  if (typeof ours !== 'object' || ours === null || Array.isArray(ours)) return undefined;
  const other = new Map(Object.entries(typeof theirs === 'object' && theirs !== null ? theirs : {}));
  return Object.entries(ours).find(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(other.get(key)),
  )?.[0];
}

function disputedMessage(field: string): string {
  return `Readers of YAML disagree about the value of \`${echo(field)}\`: lava's tools take words such as \`no\`, numbers with a leading 0 and dates for something else. Write true or false, or put the text in quotes.`;
}
