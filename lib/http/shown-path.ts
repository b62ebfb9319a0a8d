/** Where one-time links lead to: whoever has what follows can use it. */
export const LINK_PATHS = { 'set-up': '/set-up', password: '/set-password' } as const;

/** The path of a request as logs may hold it: without the token of a one-time link. */
export function shownPath(path: string): string {
  const plain = decoded(path).toLowerCase();
  const link = Object.values(LINK_PATHS).find((start) => plain.includes(`${start}/`));
  return link ? `${link}/[token]` : path.slice(0, 500);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
