import { z } from 'zod';
import { SANDBOX_PEOPLE } from './sandbox-people';

const text = z.string().max(1000);
/** What a device answers, as `PublicKeyCredential.toJSON` gives it; better-auth reads the rest. */
const credential = z.looseObject({ id: text });

/**
 * What the pages send to each path of the sign-in that changes something, and no more: better-auth takes other things
 * there as well, such as an ID token in place of the way through the company's server.
 */
export const AUTH_BODIES: Readonly<Record<string, z.ZodType<object>>> = {
  '/change-password': z.strictObject({ currentPassword: text, newPassword: text }),
  '/passkey/delete-passkey': z.strictObject({ id: text }),
  '/passkey/verify-authentication': z.strictObject({ response: credential }),
  '/passkey/verify-registration': z.strictObject({ response: credential, name: text.optional() }),
  '/sandbox/sign-in': z.strictObject({ person: z.enum(SANDBOX_PEOPLE.map(({ key }) => key)) }),
  '/sign-in/email': z.strictObject({ email: text, password: text }),
  '/sign-in/social': z.strictObject({ provider: text, callbackURL: text, errorCallbackURL: text.optional() }),
  '/sign-out': z.strictObject({}),
  '/two-factor/disable': z.strictObject({ password: text }),
  '/two-factor/enable': z.strictObject({ password: text }),
  '/two-factor/generate-backup-codes': z.strictObject({ password: text }),
  '/two-factor/verify-backup-code': z.strictObject({ code: text }),
  '/two-factor/verify-totp': z.strictObject({ code: text }),
};
