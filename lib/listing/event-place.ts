/** Where in the trail to read, from URL parameters; what is no number is left out. */
export function parseEventPlace(params: URLSearchParams): {
  readonly before: number | undefined;
  readonly after: number | undefined;
} {
  return { before: placeOf(params.get('before')), after: placeOf(params.get('after')) };
}

function placeOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
