/** What a request of the sign-in pages came to: its answer, or what to say. */
export type AuthAnswer<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly code: string; readonly message: string };

const WORDS: Readonly<Record<string, string>> = {
  INVALID_EMAIL_OR_PASSWORD: 'The e-mail address or the password is not right.',
  INVALID_EMAIL: 'The e-mail address is not complete.',
  INVALID_PASSWORD: 'The password is not right.',
  INVALID_CODE: 'The code is not right. Codes change every 30 seconds: type the one that is shown now.',
  CODE_USED: 'This code was used before, and each lets in once. Type the next one that your app shows.',
  INVALID_BACKUP_CODE: 'This backup code is not right, or was used before.',
  INVALID_TWO_FACTOR_COOKIE: 'This sign-in took too long. Start again with your password.',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'Too many wrong codes. Start again with your password.',
  ACCOUNT_TEMPORARILY_LOCKED: 'Too many wrong codes. Wait 15 minutes, then sign in again.',
  PASSWORD_TOO_SHORT: 'A password needs at least 12 characters.',
  PASSWORD_TOO_LONG: 'A password may have at most 128 characters.',
  PASSKEY_NOT_FOUND: 'This passkey is not known here. It may have been removed.',
  SESSION_NOT_FRESH:
    'You signed in more than 15 minutes ago. To add a passkey, sign out, sign in again, and add it then.',
  DISABLED: 'An admin has disabled this person. Ask them to enable it again.',
};

/** Sends a request to the sign-in. Never throws. */
export async function authRequest<Data = unknown>(path: string, body?: object): Promise<AuthAnswer<Data>> {
  let answer: Response;
  try {
    answer = await fetch(`/api/auth${path}`, {
      ...(body && {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
  } catch {
    return refused('UNREACHABLE', 'The server could not be reached. Try again in a moment.');
  }
  const text = await answer.text();
  const data = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : null;
  if (answer.ok) return { ok: true, data };
  if (answer.status === 429 && data?.code !== 'ACCOUNT_TEMPORARILY_LOCKED') {
    const seconds = Number(answer.headers.get('x-retry-after')) || 60;
    return refused('TOO_MANY', `Too many attempts. Wait ${seconds} seconds, then try again.`);
  }
  if (answer.status === 401 && !WORDS[data?.code]) {
    return refused('UNAUTHENTICATED', 'You are not signed in any more. Reload the page and sign in.');
  }
  const code = typeof data?.code === 'string' ? data.code : 'UNEXPECTED';
  return refused(code, WORDS[code] ?? data?.message ?? `The server answered ${answer.status}.`);
}

function refused(code: string, message: string): AuthAnswer<never> {
  return { ok: false, code, message };
}
