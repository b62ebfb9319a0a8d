import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { prisma } from '../db/prisma';
import { authDb } from './auth-db';
import { mayUseSandboxPeople, SANDBOX_PEOPLE, type SandboxPerson, sandboxEmail } from './sandbox-people';

/** The sandbox's sign-in with one click, as a plugin. It refuses whatever does not come from this machine. */
export const sandboxSignIn = {
  id: 'sandbox',
  endpoints: {
    signInSandbox: createAuthEndpoint(
      '/sandbox/sign-in',
      { method: 'POST', body: z.strictObject({ person: z.enum(SANDBOX_PEOPLE.map(({ key }) => key)) }) },
      async (ctx) => {
        const person = SANDBOX_PEOPLE.find(({ key }) => key === ctx.body.person);
        if (!person || !ctx.headers || !mayUseSandboxPeople(ctx.headers)) {
          throw new APIError('FORBIDDEN', { message: 'The sandbox is for this machine only.' });
        }
        const { key, name } = person;
        const email = sandboxEmail(key);
        const { id } = await authDb().user.upsert({
          where: { email },
          update: {},
          create: { name, email, grants: { create: await grantsOf(person) } },
        });
        const user = await ctx.context.internalAdapter.findUserById(id);
        const session = user && (await ctx.context.internalAdapter.createSession(id));
        if (!session) throw new APIError('FORBIDDEN', { message: 'This person may not sign in.' });
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ name });
      },
    ),
  },
} as const;

/** What the person begins with. Somebody of one realm has nothing where that realm was deleted. */
async function grantsOf({ role, realm }: SandboxPerson) {
  if (role === null) return [];
  const grant = { role, createdBy: 'sandbox' };
  if (realm === undefined) return [grant];
  const row = await prisma().realm.findUnique({ where: { name: realm }, select: { id: true } });
  return row === null ? [] : [{ ...grant, realmId: row.id }];
}
