/** More levels than anything that is sent here has, and few enough for whoever reads them by recursion. */
const MOST_LEVELS = 256;
/** What React writes for values that JSON has not. A text that begins with `$` itself has another before it. */
const VALUES: readonly string[] = ['$undefined', '$NaN', '$Infinity', '$-Infinity', '$-0'];
/** A list or map that stands in the arguments already, by the way to it. */
const REFERENCE = /^\$0(?::|$)/;

/**
 * Why a body is not what the console's pages send to a server action, to be said after "What was sent"; null: it is. They
 * send the list of arguments as React writes plain values into one text; it can write other things, too, over which Next
 * fails as if the server had (react.dev, `encodeReply`). It is asked before it is known who sends it: each value is looked
 * at once.
 */
export function wrongArguments(contentType: string | null, body: string): string | null {
  // Next takes forms apart, and reads everything else as one text.
  if (!contentType?.startsWith('text/plain')) return 'is no list of arguments.';
  const root = parsed(body);
  if (!Array.isArray(root)) return 'is no list of arguments.';
  const seen = new Set<object>();
  const waiting: { readonly value: unknown; readonly level: number }[] = [{ value: root, level: 1 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, level } = next;
    if (typeof value === 'string' && !isPlainText(value) && !refersBack(value, root, seen))
      return 'refers to something that is not there.';
    if (typeof value !== 'object' || value === null) continue;
    if (level > MOST_LEVELS) return 'has lists or maps nested too deep.';
    if (Object.hasOwn(value, '__proto__'))
      return 'has a field of the name __proto__, which no field may have.';
    seen.add(value);
    // The first is looked at next, as it stands in the text.
    const within = Object.values(value);
    for (let at = within.length - 1; at >= 0; at -= 1) waiting.push({ value: within[at], level: level + 1 });
  }
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPlainText(text: string): boolean {
  return !text.startsWith('$') || text.startsWith('$$') || VALUES.includes(text);
}

/** Whether the text stands for a list or map that came before it. */
function refersBack(text: string, root: unknown, seen: ReadonlySet<object>): boolean {
  if (!REFERENCE.test(text)) return false;
  let target: unknown = root;
  for (const key of text.split(':').slice(1)) {
    if (typeof target !== 'object' || target === null || !Object.hasOwn(target, key)) return false;
    target = Reflect.get(target, key);
  }
  return typeof target === 'object' && target !== null && seen.has(target);
}
