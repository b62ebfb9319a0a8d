/** A map of tags as a form holds it: a list of names and values, in which a name may stand twice or be empty yet. */

export type TagPair = readonly [name: string, value: string];

/** Before a stored value that is no map of texts: no JSON begins so. */
const NO_TAGS = '?';

/** The pairs as the text of a form's field; none is no text. */
export function tagText(pairs: readonly TagPair[]): string {
  return pairs.length === 0 ? '' : JSON.stringify(pairs);
}

/** The pairs of a field's text; undefined when the text holds something else, as an import may have brought it. */
export function tagPairs(text: string): TagPair[] | undefined {
  if (text === '') return [];
  const value = parsed(text);
  return Array.isArray(value) && value.every(isPair) ? value : undefined;
}

/** A stored value as the field's text; what is no map of texts is kept as it is, for the rules to refuse. */
export function tagTextOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const pairs = Object.entries(value);
    if (pairs.every(isPair)) return tagText(pairs);
  }
  return value === undefined || value === null ? '' : `${NO_TAGS}${JSON.stringify(value)}`;
}

/** What the field's text writes into a spec: a map, or the pairs themselves where a name stands twice or is empty. */
export function tagsOf(text: string): unknown {
  const pairs = tagPairs(text);
  if (pairs === undefined) return text;
  const names = pairs.map(([name]) => name);
  return new Set(names).size < names.length || names.includes('') ? pairs : Object.fromEntries(pairs);
}

function isPair(value: unknown): value is TagPair {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
