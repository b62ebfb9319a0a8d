import { LOOPBACK, readEnv } from '../env';
import { isLoopback, peerAddress } from './client-address';
import { ROLES, type Role } from './permissions';

const DOMAIN = '@sandbox.invalid';

/** Who signs in to the sandbox with one click: a person for each role. */
export const SANDBOX_PEOPLE: readonly {
  readonly role: Role;
  readonly name: string;
  readonly email: string;
}[] = ROLES.map((role) => ({ role, name: `Sandbox ${role}`, email: `${role}${DOMAIN}` }));

/** Whether the person is one of the sandbox's, who exist nowhere else. */
export function isSandboxPerson(email: string): boolean {
  return email.endsWith(DOMAIN);
}

/** Whether this process lets the sandbox's people in: only in the sandbox, and only where no other machine reaches it. */
export function hasSandboxPeople(): boolean {
  const { SANDBOX, HOST, PUBLIC_URL } = readEnv();
  return SANDBOX === 'on' && LOOPBACK.includes(HOST) && !PUBLIC_URL;
}

/** Whether this request may sign in with one click: it must come from this machine, to a name of this machine. */
export function mayUseSandboxPeople(headers: Headers): boolean {
  const peer = peerAddress(headers);
  const host = (headers.get('host') ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return (
    hasSandboxPeople() && peer !== undefined && isLoopback(peer) && LOOPBACK.includes(host.toLowerCase())
  );
}
