/** A signed-in browser's cookie. */
export interface SandboxCookie {
  readonly name: string;
  readonly value: string;
  /** As a request's header has it. */
  readonly header: string;
}

/** Signs in to a running sandbox as one of its people. */
export async function sandboxCookie(url: string, person = 'admin'): Promise<SandboxCookie> {
  const answer = await fetch(`${url}/api/auth/sandbox/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ person }),
  });
  const [header = ''] = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const [name = '', value = ''] = header.split(/=(.*)/s);
  if (!answer.ok || !value) throw new Error(`Signing in to the sandbox was answered ${answer.status}.`);
  return { name, value, header };
}
