import { JsonReader, type LocatedJson } from './json-reader';
import type { Spec } from './spec';
import { positionOf, SpecTextError, type TextError } from './spec-text-error';
import type { Json } from './stage';
import { MAX_SPECS, MAX_TEXT_BYTES } from './text-limits';
import { readYaml } from './yaml-reader';

export type TextFormat = 'json' | 'yaml';

/** A spec and where it starts. Lines and columns count from 1. */
export interface ParsedSpec {
  readonly spec: Spec;
  readonly line: number;
  readonly column: number;
}

export type ParsedSpecs =
  | { readonly ok: true; readonly specs: readonly ParsedSpec[] }
  | { readonly ok: false; readonly error: TextError };

/**
 * Reads connection specs from text: JSON (one object, a list of them, or one after another as in one a line) or YAML
 * (one or several documents). Without a format, text that starts with a brace or bracket is JSON. Text that is not
 * wholly readable gives the place of its first mistake and no specs. Never throws for any text, however hostile.
 */
export function parseSpecs(text: string, format: TextFormat = formatOf(text)): ParsedSpecs {
  const content = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    checkText(content);
    return {
      ok: true,
      specs: withPositions(content, collect(format === 'json' ? readJson(content) : readYaml(content))),
    };
  } catch (error) {
    if (!(error instanceof SpecTextError)) throw error;
    return { ok: false, error: { ...positionOf(content, error.offset), message: error.message } };
  }
}

function formatOf(text: string): TextFormat {
  return /^\ufeff?\s*[{[]/.test(text) ? 'json' : 'yaml';
}

function checkText(text: string): void {
  if (text.length > MAX_TEXT_BYTES || new TextEncoder().encode(text).length > MAX_TEXT_BYTES) {
    throw new SpecTextError(0, `The text is larger than ${MAX_TEXT_BYTES / 1024 / 1024} MB. Split it.`);
  }
  const nul = text.indexOf('\0');
  if (nul !== -1) throw new SpecTextError(nul, 'The text holds a NUL character. Remove it.');
}

function* readJson(text: string): Generator<LocatedJson> {
  const reader = new JsonReader(text);
  if (reader.atList()) {
    yield* reader.elements();
    const rest = reader.next();
    if (rest) throw new SpecTextError(rest.offset, 'Nothing may follow the list of specifications.');
    return;
  }
  for (let next = reader.next(); next !== undefined; next = reader.next()) yield next;
}

interface LocatedSpec {
  readonly offset: number;
  readonly spec: Spec;
}

function collect(values: Iterable<LocatedJson>): LocatedSpec[] {
  const specs: LocatedSpec[] = [];
  for (const { offset, value } of values) {
    if (!isObject(value))
      throw new SpecTextError(offset, 'A specification is an object with keys such as conn_id.');
    if (specs.length === MAX_SPECS) {
      throw new SpecTextError(offset, `There are more than ${MAX_SPECS} specifications. Split the text.`);
    }
    specs.push({ offset, spec: value });
  }
  if (specs.length === 0) throw new SpecTextError(0, 'There is no specification in the text.');
  return specs;
}

/** Positions in one pass over the text: specs come in the order of the text. */
function withPositions(text: string, specs: readonly LocatedSpec[]): ParsedSpec[] {
  let line = 1;
  let lineStart = 0;
  return specs.map(({ offset, spec }) => {
    for (
      let end = text.indexOf('\n', lineStart);
      end !== -1 && end < offset;
      end = text.indexOf('\n', lineStart)
    ) {
      line += 1;
      lineStart = end + 1;
    }
    return { spec, line, column: offset - lineStart + 1 };
  });
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
