/** The moment a text names: a day (its beginning, in UTC) or a time of ISO 8601; null when it names none. */
export function timeOf(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z?)?$/.test(text)) return null;
  const withZone = text.length > 10 && !text.endsWith('Z') ? `${text}Z` : text;
  const time = new Date(withZone);
  return Number.isNaN(time.getTime()) ? null : time;
}
