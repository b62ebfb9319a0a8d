import { LOOPBACK, readEnv } from '../env';
import { currentRequest } from '../request-scope';
import { isLoopback } from './client-address';
import type { Role } from './permissions';

/** The end of the addresses of the sandbox's people, under which nobody else is kept. */
export const SANDBOX_DOMAIN = '@sandbox.invalid';

/** Somebody of the sandbox. */
export interface SandboxPerson {
  readonly key: string;
  readonly name: string;
  /** Their role; null: none anywhere. */
  readonly role: Role | null;
  /** Where they have it; every realm when absent. */
  readonly realm?: string;
}

/**
 * Who signs in to the sandbox with one click: a person for each role, a second pair of eyes, somebody of one realm only,
 * and a stranger.
 */
export const SANDBOX_PEOPLE = [
  { key: 'admin', name: 'Sandbox admin', role: 'admin' },
  { key: 'editor', name: 'Sandbox editor', role: 'editor' },
  { key: 'second-editor', name: 'Sandbox second editor', role: 'editor' },
  { key: 'tester', name: 'Sandbox tester', role: 'tester' },
  { key: 'viewer', name: 'Sandbox viewer', role: 'viewer' },
  { key: 'dev-editor', name: 'Sandbox dev editor', role: 'editor', realm: 'dev' },
  { key: 'dev-admin', name: 'Sandbox dev admin', role: 'admin', realm: 'dev' },
  { key: 'none', name: 'Sandbox stranger', role: null },
] as const satisfies readonly SandboxPerson[];

/** By which a person of the sandbox is asked for. */
export type SandboxKey = (typeof SANDBOX_PEOPLE)[number]['key'];

/** The address under which the store keeps the person. */
export function sandboxEmail(key: SandboxKey): string {
  return `${key}${SANDBOX_DOMAIN}`;
}

/** Whether the person is one of the sandbox's, who exist nowhere else. */
export function isSandboxPerson(email: string): boolean {
  return email.endsWith(SANDBOX_DOMAIN);
}

/** Whether this process lets the sandbox's people in: only in the sandbox, and only where no other machine reaches it. */
export function hasSandboxPeople(): boolean {
  const { SANDBOX, HOST, PUBLIC_URL } = readEnv();
  return SANDBOX === 'on' && LOOPBACK.includes(HOST) && !PUBLIC_URL;
}

/**
 * Whether this request may sign in with one click: it must come from this machine, through no proxy, to a name of this
 * machine.
 */
export function mayUseSandboxPeople(headers: Headers): boolean {
  const host = (headers.get('host') ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return hasSandboxPeople() && isLoopback(currentRequest()?.peer) && LOOPBACK.includes(host.toLowerCase());
}
