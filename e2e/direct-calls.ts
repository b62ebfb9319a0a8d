import { readFile } from 'node:fs/promises';
import { readEnv } from '../lib/env';
import { ACTIONS, ROUTES } from './matrix-table';

export const BASE = readEnv().E2E_BASE_URL ?? '';
/** The sign-in itself, and a picture. */
const OTHERS = ['/api/auth/[...path]', '/icon.svg'];

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** What an action or a route handler answered: its refusal, or what it gave. */
export interface Answer {
  readonly refusal: Refusal | null;
  readonly given?: unknown;
}

/** What tells who calls: a cookie, a token, or nothing. */
export type Credentials = Readonly<Record<string, string>>;

export interface ServerAction {
  readonly id: string;
  readonly name: string;
  /** Where it is written, as its id was made from it. */
  readonly file: string;
  /** A page whose server knows it. */
  readonly page: string;
}

async function manifest<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(new URL(`../.next/${file}`, import.meta.url), 'utf8'));
}

/** Every server action that was built. */
export async function serverActions(): Promise<ServerAction[]> {
  const { node } = await manifest<{
    node: Record<string, { workers: Record<string, unknown>; filename: string; exportedName: string }>;
  }>('server/server-reference-manifest.json');
  return Object.entries(node).map(([id, { workers, filename, exportedName }]) => ({
    id,
    name: exportedName,
    file: filename,
    page: Object.keys(workers)[0] ?? '',
  }));
}

/** The addresses of all route handlers that were built. */
export async function routes(): Promise<string[]> {
  return (await addresses('/route')).filter((route) => !OTHERS.includes(route));
}

/** The addresses of all pages that belong to one realm. */
export async function realmPages(): Promise<string[]> {
  return (await addresses('/page')).filter((route) => /^\/(\[realm\]|realms\/\[name\])/.test(route));
}

async function addresses(kind: '/route' | '/page'): Promise<string[]> {
  const all = await manifest<Record<string, string>>('app-path-routes-manifest.json');
  return Object.entries(all)
    .filter(([file]) => file.endsWith(kind))
    .map(([, route]) => route);
}

/** The address with its parts filled in. */
export function filled(address: string, params: Readonly<Record<string, string>>): string {
  return address.replace(/\[(\w+)\]/g, (_whole, name: string) => encodeURIComponent(params[name] ?? 'none'));
}

/** The address of a page as the manifest of actions names it. */
function addressOf(page: string, realm: string): string {
  const parts = page.split('/').slice(1, -1);
  return filled(`/${parts.filter((part) => !part.startsWith('(')).join('/')}`, {
    realm,
    name: realm,
    type: 'redshift',
  });
}

const ownPage = { origin: BASE, 'sec-fetch-site': 'same-origin' };

/** Calls the action as a browser would, without any page, with the table's input or another. */
export async function callAction(
  { id, name, page }: ServerAction,
  credentials: Credentials,
  realm: string,
  input: unknown = ACTIONS[name]?.input(realm),
): Promise<Answer> {
  const answer = await fetch(BASE + addressOf(page, realm), {
    method: 'POST',
    redirect: 'manual',
    headers: {
      ...credentials,
      ...ownPage,
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
      'next-action': id,
    },
    body: JSON.stringify([input]),
  });
  const text = await answer.text();
  // Long texts stand before it, and end without a line break.
  const row = /(?:^|\D)1:("\$undefined"|\{.*)$/m.exec(text)?.[1];
  if (row === undefined) throw new Error(`${name}: ${answer.status} ${text.slice(0, 300)}`);
  const result: { serverError?: Refusal; validationErrors?: unknown; data?: unknown } = row.startsWith('{')
    ? JSON.parse(row)
    : {};
  if (result.validationErrors && !ACTIONS[name]?.refused)
    throw new Error(`${name}: the sample input is not taken: ${row.slice(0, 300)}`);
  return expectedAnswer(name, result.serverError, result.data);
}

/** Calls the route handler with what the table says. */
export async function callRoute(route: string, credentials: Credentials, realm: string): Promise<Answer> {
  const row = ROUTES[route];
  const url = BASE + filled(route, { ...row?.params, realm }) + (row?.query ?? '');
  const form = new FormData();
  form.append('file', new Blob(['{"conn_id":"x","type":"redshift"}']), 'x.json');
  const answer = await fetch(url, {
    method: row?.method ?? 'GET',
    redirect: 'manual',
    headers: { ...credentials, ...ownPage },
    ...(row?.method === 'POST' && { body: form }),
  });
  const text = await answer.text();
  if (answer.ok) return { refusal: null, given: text };
  const { error }: { error?: Refusal } = JSON.parse(text);
  if (!error) throw new Error(`${route}: ${answer.status} ${text.slice(0, 300)}`);
  return expectedAnswer(route, error);
}

/** A fault of the console is never the answer that a test compares. */
function expectedAnswer(what: string, refusal: Refusal | undefined, given?: unknown): Answer {
  if (refusal?.code === 'UNEXPECTED') throw new Error(`${what} failed: ${refusal.message}`);
  return { refusal: refusal ?? null, given };
}
