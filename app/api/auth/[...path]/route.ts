import { handleAuth } from '@/lib/auth/handle-auth';

export const dynamic = 'force-dynamic';

/** The sign-in pages' own requests. Each checks by itself who asks: a password, a code or the session's cookie. */
export { handleAuth as GET, handleAuth as POST };
