import { z } from 'zod';
import { allows } from '../../auth/permissions';
import { type Db, prisma } from '../../db/prisma';
import { readEnv } from '../../env';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authoriseEverywhere } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { runtime } from '../runtime';
import { lockTests, markAllCancelled } from '../tests/test-places';

const KEY = 'testing';
const MOST_REASON = 200;

/** Whether connections may be tested, and if not by whose word. */
export interface TestingSwitch {
  readonly on: boolean;
  /** Switched off by `TESTING=off` where the server was started: no page switches it on again. */
  readonly byEnvironment: boolean;
  /** The last change made on the settings page; null: never changed. */
  readonly changed: { readonly by: string; readonly at: string; readonly reason: string } | null;
}

/**
 * What switching takes. On: when it was switched off, as whoever switches it on has `seen` it. Off, which nothing holds up:
 * the reason, which is shown to everybody who wants to test.
 */
export const switchTestingInput = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal(true), seen: z.string() }),
  z.strictObject({
    on: z.literal(false),
    reason: z
      .string()
      .trim()
      .min(1, 'Say why: whoever wants to test reads it.')
      .max(MOST_REASON, `At most ${MOST_REASON} characters.`)
      .refine((text) => !text.includes('\0'), 'Must not hold a NUL character.'),
  }),
]);

const stored = z.object({ on: z.boolean(), reason: z.string() });

/** Whether connections may be tested now. Everybody may know. */
export async function getTestingSwitch(db: Db = prisma()): Promise<TestingSwitch> {
  const row = await db.setting.findUnique({ where: { key: KEY } });
  const value = row && stored.parse(row.value);
  const byEnvironment = !readEnv().TESTING;
  return {
    on: !byEnvironment && (value?.on ?? true),
    byEnvironment,
    changed: row && value && { by: row.updatedBy, at: row.updatedAt.toISOString(), reason: value.reason },
  };
}

/** Why nothing may be tested now, in one sentence; null: it may. */
export function testingOffReason({ on, byEnvironment, changed }: TestingSwitch): string | null {
  if (on) return null;
  if (byEnvironment) return 'Testing is switched off where the server was started (TESTING=off).';
  return `Testing was switched off${changed ? ` by ${changed.by}: ${changed.reason}` : '.'}`;
}

/** What somebody wants to do that dials a database or obtains credentials. */
interface Attempt {
  readonly action: string;
  readonly realm: string;
  readonly target?: string;
}

/**
 * Lets through only while testing is switched on. Asked by whatever would dial a database or obtain credentials.
 *
 * @throws {ServiceError} UNAVAILABLE with who switched it off and why, which is recorded as a refusal
 */
export async function assertTestingOn(context: ServiceContext, attempt: Attempt): Promise<void> {
  const refusal = await testingRefusal(prisma(), context, attempt);
  if (refusal) throw refusal;
}

/** The same in a transaction, which keeps the event of the refusal: it is returned, not thrown. Null: testing is on. */
export async function testingRefusal(
  db: Db,
  context: ServiceContext,
  attempt: Attempt,
): Promise<ServiceError | null> {
  const reason = testingOffReason(await getTestingSwitch(db));
  if (reason === null) return null;
  await writeAuditEvent(db, context, {
    ...attempt,
    outcome: 'refused',
    details: { because: 'testing is off' },
  });
  return new ServiceError('UNAVAILABLE', reason, {
    hint: 'Nothing was dialled. An admin of the whole console can switch it on under Settings.',
  });
}

/** Whether the actor may change the settings of the whole console: an admin of every realm, also of those to come. */
export function mayChangeSettings({ actor }: ServiceContext): boolean {
  return allows(actor.roleIn('*'), 'settings:write');
}

/**
 * Switches testing on or off for the whole console. Switching it off also cancels the tests that run: in this process at
 * once, in others within half a second.
 *
 * @throws {ServiceError} FORBIDDEN, INVALID_INPUT when it is switched off without a reason, CONFLICT when it was switched
 * by somebody else since it was looked at
 */
export async function switchTesting(
  context: ServiceContext,
  input: z.input<typeof switchTestingInput>,
): Promise<TestingSwitch> {
  await authoriseEverywhere(context, 'settings:write');
  const parsed = parseInput(switchTestingInput, input);
  const { on } = parsed;
  const reason = parsed.on ? '' : parsed.reason;
  const changed = await prisma().$transaction(async (db) => {
    await lockTests(db);
    if (parsed.on) assertSeen(await getTestingSwitch(db), parsed.seen);
    const data = { value: { on, reason }, updatedBy: context.actor.name };
    await db.setting.upsert({ where: { key: KEY }, create: { key: KEY, ...data }, update: data });
    if (!on) await markAllCancelled(db);
    await writeAuditEvent(db, context, {
      action: on ? 'settings.testing-on' : 'settings.testing-off',
      target: KEY,
      details: { reason },
    });
    return getTestingSwitch(db);
  });
  if (!changed.on) runtime().tests.cancelAll();
  return changed;
}

function assertSeen({ changed }: TestingSwitch, seen: string): void {
  if (!changed || changed.at === seen) return;
  const message = `${changed.by} switched testing ${changed.reason ? `off meanwhile: ${changed.reason}` : 'on meanwhile.'}`;
  throw new ServiceError('CONFLICT', message, { hint: 'Read this first, then decide. Nothing was changed.' });
}
