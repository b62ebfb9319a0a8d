/** Where inputs name what they are about, in the order of what tells most. */
const NAMES = [
  'connId',
  'conn_id',
  'connIds',
  'runId',
  'publicationId',
  'person',
  'grant',
  'id',
  'email',
  'name',
];
const WITHIN = ['draft', 'spec', 'items', 'realm'];

/** What an input is about, in the words of the input: of many the first, and how many there are. */
export function subjectOf(input: unknown, depth = 0): string | undefined {
  if (typeof input !== 'object' || input === null || depth > 2) return undefined;
  if (Array.isArray(input)) {
    const [one, ...others] = input;
    const first = typeof one === 'string' ? one : subjectOf(one, depth + 1);
    return first && others.length > 0 ? `${first.slice(0, 60)} and ${others.length} more` : first;
  }
  for (const name of NAMES) {
    const value = Reflect.get(input, name);
    const found = typeof value === 'string' ? value : subjectOf(value, depth + 1);
    if (found !== undefined) return found;
  }
  for (const name of WITHIN) {
    const found = subjectOf(Reflect.get(input, name), depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
