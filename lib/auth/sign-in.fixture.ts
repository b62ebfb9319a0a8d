import { vi } from 'vitest';
import { prisma } from '../db/prisma';
import { inRequest, requestId } from '../request-scope';
import { forgetAuth } from './auth';
import { authenticate } from './authenticate';
import { handleAuth } from './handle-auth';
import { markRequests, requestMarks } from './request-marks';

export const CONSOLE = 'http://127.0.0.1:3000';

/** A browser as far as the sign-in is concerned: it keeps cookies and says where it comes from. */
export class TestBrowser {
  readonly jar = new Map<string, string>();

  constructor(readonly address = '203.0.113.7') {}

  headers(more: Record<string, string> = {}): Headers {
    markRequests();
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    return new Headers({
      host: '127.0.0.1:3000',
      'user-agent': 'Chrome/141',
      ...(cookie && { cookie }),
      [requestMarks()?.peer ?? '']: this.address,
      ...more,
    });
  }

  keep(answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) this.jar.delete(name);
      else this.jar.set(name, value);
    }
  }

  async get(path: string): Promise<Response> {
    return this.#ask(path, { headers: this.headers() });
  }

  async post(path: string, body: object, more: Record<string, string> = {}): Promise<Response> {
    const headers = this.headers({
      origin: CONSOLE,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      ...more,
    });
    return this.#ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** The context that an action of this browser is carried out with. */
  context(more?: Record<string, string>) {
    return authenticate(this.headers(more));
  }

  async #ask(path: string, init: RequestInit): Promise<Response> {
    const request = new Request(`${CONSOLE}/api/auth${path}`, init);
    const scope = { requestId: requestId(), peer: this.address };
    const answer = await inRequest(scope, () => handleAuth(request));
    this.keep(answer);
    return answer;
  }
}

/** Makes the next sign-in go by the settings and the store as they are now. */
export function restartSignIn(): void {
  forgetAuth();
}

/** Opens a store for a test file whose people sign in at {@link CONSOLE}. */
export async function openForSignIn<Store>(open: () => Promise<Store>): Promise<Store> {
  const store = await open();
  vi.stubEnv('AUTH_SECRET', 'a-secret-for-tests-of-at-least-32-characters');
  vi.stubEnv('PORT', '3000');
  restartSignIn();
  return store;
}

/** Lets everybody try to sign in as if nobody had yet. */
export async function forgetAttempts(): Promise<void> {
  await prisma().rateLimit.deleteMany();
  await prisma().rateLimiterFlexible.deleteMany();
}
