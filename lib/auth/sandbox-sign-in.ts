import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { prisma } from '../db/prisma';
import { mayUseSandboxPeople, SANDBOX_PEOPLE, sandboxEmail } from './sandbox-people';

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
        const { key, name, role } = person;
        const email = sandboxEmail(key);
        const { id } = await prisma().user.upsert({
          where: { email },
          update: {},
          create: { name, email, grants: { create: role === null ? [] : { role, createdBy: 'sandbox' } } },
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
