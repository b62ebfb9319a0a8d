const FRESH_MS = 500;

/**
 * Lets everybody who asks about the same thing at the same time, or within half a second, share one answer or failure:
 * asking costs the database a connection, and anybody may ask.
 */
export function sharedAnswers<T>(ask: (about: string) => Promise<T>): (about: string) => Promise<T> {
  const answers = new Map<string, { readonly at: number; readonly answer: Promise<T> }>();
  return (about) => {
    const known = answers.get(about);
    if (known && performance.now() - known.at < FRESH_MS) return known.answer;
    const answer = ask(about);
    answers.set(about, { at: performance.now(), answer });
    return answer;
  };
}
