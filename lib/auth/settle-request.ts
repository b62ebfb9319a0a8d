import { type Db, type Prisma, prisma } from '../db/prisma';
import { log } from '../log';
import { recordRefusal } from '../services/audit/record-refusal';
import { ERROR_STATUS, errorDto } from '../services/errors';
import { authRequest } from './auth-request';
import { cookiePrefix } from './session-cookie';

/** Under what better-auth's refusals are recorded which the hooks do not see: limits, and sessions that are missing. */
const REFUSALS: ReadonlyMap<number, string> = new Map([
  [401, 'sign-in'],
  [403, 'sign-in'],
  [429, 'limit'],
]);

/** Where the sign-in page says that it did not work. */
const FAILED = '/sign-in?error=unexpected';

/**
 * Carries out a request for a sign-in and ends it: what it changed and the events of that are committed together. One
 * that is refused leaves the event that it was, and no change. What cannot be recorded is undone, and its answer is not
 * given: nobody gets the cookie of a session that has no event.
 */
export async function settleRequest(request: Request, handle: () => Promise<Response>): Promise<Response> {
  const { transaction, events, origin } = authRequest();
  try {
    const answer = await handle();
    const refusals = events.filter(({ outcome }) => outcome !== 'done');
    if (answer.status < 400 && refusals.length === 0) {
      if (events.length === 0 && opensSession(answer))
        throw new Error('A session would begin without an event.');
      await transaction.commit((db) => write(db, events));
      return answer;
    }
    await transaction.rollBack();
    await write(prisma(), refusals);
    const permission = REFUSALS.get(answer.status);
    if (permission !== undefined && refusals.length === 0) {
      const because = `${request.method} ${new URL(request.url).pathname}`;
      await recordRefusal(origin, { permission, because });
    }
    return answer;
  } catch (error) {
    await transaction.rollBack();
    const { requestId } = origin;
    log.error(
      { err: error, requestId, part: 'sign-in' },
      'a request failed, or could not be recorded, and was undone',
    );
    // Whoever comes back from the company's server is shown a page.
    if (request.method === 'GET') return new Response(null, { status: 302, headers: { location: FAILED } });
    const dto = errorDto(error, requestId);
    return Response.json(dto, { status: ERROR_STATUS[dto.code] });
  }
}

/** Whether the answer brings a session's cookie, rather than taking one back. */
function opensSession(answer: Response): boolean {
  const name = `${cookiePrefix()}.session_token=`;
  return answer.headers
    .getSetCookie()
    .some(
      (cookie) => cookie.startsWith(name) && !/max-age=0/i.test(cookie) && !cookie.startsWith(`${name};`),
    );
}

async function write(db: Db, events: Prisma.AuditEventCreateManyInput[]): Promise<void> {
  if (events.length > 0) await db.auditEvent.createMany({ data: events });
}
