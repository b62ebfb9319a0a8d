/** More levels than anything that is sent here has, and few enough for whoever reads them by recursion. */
const MOST_LEVELS = 256;

/** Whether JSON, or a form that holds some, has brackets within brackets so deep that reading it could overflow. */
export function isNestedTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > MOST_LEVELS) return true;
  }
  return false;
}
