import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { prisma } from '../db/prisma';
import { ROLES } from './permissions';
import { mayUseSandboxPeople, SANDBOX_PEOPLE } from './sandbox-people';

/** The sandbox's sign-in with one click, as a plugin. It refuses whatever does not come from this machine. */
export const sandboxSignIn = {
  id: 'sandbox',
  endpoints: {
    signInSandbox: createAuthEndpoint(
      '/sandbox/sign-in',
      { method: 'POST', body: z.strictObject({ role: z.enum(ROLES) }) },
      async (ctx) => {
        const person = SANDBOX_PEOPLE.find(({ role }) => role === ctx.body.role);
        if (!person || !ctx.headers || !mayUseSandboxPeople(ctx.headers)) {
          throw new APIError('FORBIDDEN', { message: 'The sandbox is for this machine only.' });
        }
        const { name, email, role } = person;
        const { id } = await prisma().user.upsert({
          where: { email },
          update: {},
          create: { name, email, grants: { create: { role, createdBy: 'sandbox' } } },
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
