import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Parser,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { echo } from './echo';
import { INEXACT_NUMBER, isExactNumber } from './exact-number';
import { isUnstorable } from './invisible-text';
import type { LocatedJson } from './json-reader';
import { SpecTextError } from './spec-text-error';
import type { Json } from './stage';
import { isForbiddenKey, MAX_ALIASES, MAX_NESTING, MAX_REPEATED_LENGTH } from './text-limits';

/**
 * Duplicate keys are found by us: the library compares each key with each other. Unknown tags come back as warnings,
 * which count as errors here.
 */
const OPTIONS = {
  schema: 'core',
  version: '1.2',
  merge: true,
  stringKeys: true,
  uniqueKeys: false,
  resolveKnownTags: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

const MERGE_KEY = '<<';

/**
 * Reads YAML 1.2: one document or several, each a value or a list of values. Only what JSON can hold, no tags of
 * one's own, few aliases. The nesting is checked on the parser's tokens, before anything recursive sees them.
 *
 * @throws {SpecTextError}
 */
export function* readYaml(text: string): Generator<LocatedJson> {
  const tokens = [...new Parser().parse(text)];
  checkNesting(tokens);
  const aliases = { count: 0, repeated: 0 };
  for (const document of new Composer(OPTIONS).compose(tokens, true, text.length)) {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw new SpecTextError(problem.pos[0], sentence(problem.message));
    checkNodes(document, aliases);
    yield* valuesOf(document);
  }
}

function* valuesOf(document: Document): Generator<LocatedJson> {
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return;
  const value: Json = document.toJS({ maxAliasCount: MAX_ALIASES });
  if (!isSeq(contents) || !Array.isArray(value)) {
    yield { offset: offsetOf(contents), value };
    return;
  }
  for (const [index, element] of value.entries()) {
    yield { offset: offsetOf(contents.items[index]), value: element };
  }
}

/** Walks the tokens without recursion: a text of brackets alone would overflow the stack otherwise. */
function checkNesting(tokens: readonly CST.Token[]): void {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > MAX_NESTING && 'items' in token) {
      throw new SpecTextError(token.offset, `Values are nested more than ${MAX_NESTING} levels deep.`);
    }
    for (const child of childrenOf(token)) open.push({ token: child, depth: depth + 1 });
  }
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [item.key, item.value].filter((child) => child != null));
}

function checkNodes(document: Document, aliases: { count: number; repeated: number }): void {
  visit(document, {
    Map: (_, map) => checkPairs(document, map),
    Scalar: (_, scalar) => checkScalar(scalar),
    Alias: (_, alias) => {
      aliases.count += 1;
      aliases.repeated += repeatedLength(document, alias);
      if (aliases.count > MAX_ALIASES || aliases.repeated > MAX_REPEATED_LENGTH) {
        throw new SpecTextError(
          offsetOf(alias),
          `There are too many YAML aliases: at most ${MAX_ALIASES} are read. Write the values out.`,
        );
      }
    },
  });
}

function checkPairs(document: Document, map: YAMLMap): void {
  const seen = new Set<string>();
  for (const { key, value } of map.items) {
    if (!isScalar(key)) throw new SpecTextError(offsetOf(key), 'Only plain text can be a key.');
    const name = String(key.value);
    if (isForbiddenKey(name)) {
      throw new SpecTextError(offsetOf(key), `The key "${name}" is not allowed. Remove it.`);
    }
    if (seen.has(name)) {
      throw new SpecTextError(offsetOf(key), `The key "${echo(name)}" is there twice. Keep one.`);
    }
    seen.add(name);
    const isMerge = name === MERGE_KEY && key.type === 'PLAIN';
    if (isMerge && !isMergeable(document, value)) {
      throw new SpecTextError(offsetOf(key), 'Only maps can be merged: name one, such as <<: *defaults.');
    }
  }
}

function isMergeable(document: Document, value: unknown): boolean {
  const sources = isSeq(value) ? value.items : [value];
  return sources.every((source) => isMap(isAlias(source) ? source.resolve(document) : source));
}

function checkScalar(scalar: Scalar): void {
  if (typeof scalar.value === 'number' && !Number.isFinite(scalar.value)) {
    throw new SpecTextError(offsetOf(scalar), 'Only finite numbers can be read.');
  }
  if (
    typeof scalar.value === 'number' &&
    scalar.source !== undefined &&
    !isExactNumber(scalar.source, scalar.value)
  ) {
    throw new SpecTextError(offsetOf(scalar), INEXACT_NUMBER);
  }
  if (typeof scalar.value === 'string' && isUnstorable(scalar.value)) {
    throw new SpecTextError(offsetOf(scalar), 'This text holds a NUL or half a character. Remove it.');
  }
}

/** How much text an alias repeats. Aliases may not nest: that is how a few lines grow without bounds. */
function repeatedLength(document: Document, alias: Alias): number {
  const source = alias.resolve(document);
  if (source === undefined) throw new SpecTextError(offsetOf(alias), 'This alias has no anchor before it.');
  const node = isScalar(source) || isMap(source) || isSeq(source) ? source : undefined;
  if (node) {
    visit(node, (_, inner) => {
      if (!isAlias(inner)) return;
      throw new SpecTextError(offsetOf(alias), 'An alias of a value that holds aliases is not allowed.');
    });
  }
  const [start = 0, end = 0] = node?.range ?? [];
  return end - start;
}

function offsetOf(node: unknown): number {
  const hasRange = typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
  return hasRange && Array.isArray(node.range) ? Number(node.range[0]) : 0;
}

function sentence(message: string): string {
  const text = message.endsWith('.') ? message : `${message}.`;
  return `This is no YAML that can be read here: ${echo(text)}`;
}
