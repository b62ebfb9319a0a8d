/** More levels than anything that is sent here has, and few enough for whoever reads them by recursion. */
const MOST_LEVELS = 256;

/**
 * Whether texts of JSON have brackets within brackets so deep that reading them could overflow. Each may refer to the
 * next, so that the levels of all count. Looks at each character once or twice, whatever the text: it is asked before it
 * is known who sends it.
 */
export function isNestedTooDeep(texts: readonly string[]): boolean {
  let levels = 0;
  for (const text of texts) {
    levels += Math.max(levelsOf(text), 1);
    if (levels > MOST_LEVELS) return true;
  }
  return false;
}

/** The levels of one text; it is not read on when there are too many. */
function levelsOf(text: string): number {
  let [depth, most] = [0, 0];
  let quotesEnd = true;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"' && quotesEnd) {
      const end = endOfQuote(text, at);
      // One that never ends is no text: what follows it counts.
      if (end === undefined) quotesEnd = false;
      else at = end;
    } else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > most) most = depth;
    if (most > MOST_LEVELS) break;
  }
  return most;
}

/** The place of the quote that ends what begins at this one. */
function endOfQuote(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return undefined;
}
