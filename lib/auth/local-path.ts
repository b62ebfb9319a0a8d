/** The path, if it leads to a page of the console; otherwise its start. Never another site, and never a sign-in page. */
export function localPath(given: string | null | undefined): string {
  if (!given || !/^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(given) || /^\/(sign-in|api)\b/.test(given)) return '/';
  const { origin, pathname, search } = new URL(given, 'http://console.invalid');
  return origin === 'http://console.invalid' && !pathname.startsWith('//') ? `${pathname}${search}` : '/';
}
