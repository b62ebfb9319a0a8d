import { z } from 'zod';

/** A refusal repeats no more of anything that was given. */
const MOST = 80;

/** The beginning of a key, or of whatever else was given, as a refusal may repeat it. */
export function echoed(given: PropertyKey): string {
  return String(given).slice(0, MOST);
}

// Zod's own words repeat every key whole.
z.config({
  customError: (issue) => {
    if (issue.code !== 'unrecognized_keys') return undefined;
    const keys = issue.keys.map((key) => `"${echoed(key)}"`);
    return `Unrecognized ${keys.length === 1 ? 'key' : 'keys'}: ${keys.join(', ').slice(0, MOST + 2)}`;
  },
});
