/** The headers that a browser adds to what a page of the console itself sends. */
export function ownPage(baseURL: string | undefined) {
  return { origin: new URL(baseURL ?? '').origin, 'sec-fetch-site': 'same-origin' };
}
