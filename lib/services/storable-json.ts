const HALF_CHARACTER = /\\(?:u(d[89a-f][0-9a-f]{2})|.)/g;

/**
 * A value as JSON that PostgreSQL reads into columns of text. Half a character, as cutting a text may leave it, becomes
 * U+FFFD, as the driver makes it where texts are sent by themselves.
 */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  // Most hold none, and looking for a fixed text takes a tenth of the time.
  if (!json.includes('\\ud')) return json;
  return json.replace(HALF_CHARACTER, (found, half) => (half === undefined ? found : '\uFFFD'));
}
