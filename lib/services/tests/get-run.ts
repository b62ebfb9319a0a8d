import type { Finding } from '../../connectors/finding';
import type { Spec } from '../../connectors/spec';
import type { StageResult } from '../../connectors/stage';
import type { Outcome } from '../../connectors/test-outcome';
import type { Prisma } from '../../db/prisma';
import { prisma } from '../../db/prisma';
import type { Trace } from '../../resolution/resolution';
import { authorise } from '../authorise';
import { contentHash } from '../connections/spec-hash';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { runtime } from '../runtime';
import type { RunDto, RunSummaryDto } from './run-dto';
import { findPlace, isRunId } from './test-places';

type RunRow = Prisma.TestRunGetPayload<object>;

/** JSON that this product wrote itself, as the type it was written from. */
function stored<T>(json: Prisma.JsonValue): T {
  return JSON.parse(JSON.stringify(json));
}

function toRunDto(row: RunRow): RunDto {
  return {
    id: row.id,
    connId: row.connId,
    draft: row.specVersion === null,
    specVersion: row.specVersion,
    state: 'finished',
    startedAt: row.startedAt.toISOString(),
    stages: stored<StageResult[]>(row.stages),
    current: null,
    result: {
      ok: row.ok,
      outcome: stored<Outcome>(row.outcome),
      verdict: row.verdict,
      failedStage: row.failedStage,
      failedCode: row.failedCode,
      findings: stored<Finding[]>(row.findings),
      durationMs: row.durationMs,
      actor: row.actor,
      trace: row.trace === null ? null : stored<Trace>(row.trace),
      resolved: row.resolved === null ? null : stored<Spec>(row.resolved),
    },
  };
}

/** The row as a line of the history. */
function toRunSummary(row: RunRow): RunSummaryDto {
  return {
    id: row.id,
    connId: row.connId,
    draft: row.specVersion === null,
    specVersion: row.specVersion,
    outcome: stored<Outcome>(row.outcome),
    ok: row.ok,
    verdict: row.verdict,
    failedStage: row.failedStage,
    failedCode: row.failedCode,
    startedAt: row.startedAt.toISOString(),
    durationMs: row.durationMs,
    actor: row.actor,
  };
}

/**
 * A test, running or finished. Of one that runs in another process no stages are known here before it is done.
 *
 * @throws {ServiceError} NOT_FOUND, UNEXPECTED when the run could not be completed
 */
export async function getRun(context: ServiceContext, realmName: string, runId: string): Promise<RunDto> {
  const realm = await authorise(context, 'connection:read', realmName);
  const running = runtime().tests.get(runId);
  if (running && running.realmId === realm.id) {
    if (running.failure) {
      throw new ServiceError('UNEXPECTED', running.failure, {
        hint: 'Test again; if it stays, see the server log.',
      });
    }
    if (!running.done) {
      return {
        id: running.id,
        connId: running.connId,
        draft: running.draft,
        specVersion: null,
        state: 'running',
        startedAt: running.startedAt,
        stages: running.finished,
        current: running.current ?? null,
        result: null,
      };
    }
  }
  // Before the runs that are stored: it goes when its own is, so that it is in one of both at any moment.
  const elsewhere = running ? undefined : await findPlace(prisma(), realm.id, runId);
  if (elsewhere) {
    return {
      id: elsewhere.id,
      connId: elsewhere.connId,
      draft: elsewhere.draft,
      specVersion: null,
      state: 'running',
      startedAt: elsewhere.beganAt.toISOString(),
      stages: [],
      current: null,
      result: null,
    };
  }
  const row = isRunId(runId)
    ? await prisma().testRun.findFirst({ where: { id: runId, realmId: realm.id } })
    : null;
  if (!row) {
    throw new ServiceError('NOT_FOUND', 'There is no such test run.', {
      hint: 'It was interrupted by a restart of the server, or its connection was deleted. Test again.',
    });
  }
  return toRunDto(row);
}

/** The newest runs of a connection, newest first, drafts of it included. */
export async function listRuns(
  context: ServiceContext,
  realmName: string,
  connId: string,
  limit = 100,
): Promise<readonly RunSummaryDto[]> {
  const realm = await authorise(context, 'connection:read', realmName);
  const rows = await prisma().testRun.findMany({
    where: { realmId: realm.id, connId: connId.replaceAll('\0', '') },
    orderBy: { startedAt: 'desc' },
    take: limit,
  });
  return rows.map(toRunSummary);
}

/** The newest run of exactly this spec, as a draft or as it is saved; null: it was never tested like that. */
export async function newestRunOf(
  context: ServiceContext,
  realmName: string,
  spec: Spec,
): Promise<RunSummaryDto | null> {
  const realm = await authorise(context, 'connection:read', realmName);
  const row = await prisma().testRun.findFirst({
    where: { realmId: realm.id, specHash: contentHash(spec) },
    orderBy: { startedAt: 'desc' },
  });
  return row && toRunSummary(row);
}

/** The last run before `beforeRunId` (or of all) that passed, warnings or not, to compare with; null when none did. */
export async function lastPassedRun(
  context: ServiceContext,
  realmName: string,
  connId: string,
  beforeRunId?: string,
): Promise<RunDto | null> {
  const realm = await authorise(context, 'connection:read', realmName);
  const before = beforeRunId ? await prisma().testRun.findUnique({ where: { id: beforeRunId } }) : null;
  const row = await prisma().testRun.findFirst({
    where: {
      realmId: realm.id,
      connId,
      ok: true,
      ...(before && { startedAt: { lt: before.startedAt } }),
    },
    orderBy: { startedAt: 'desc' },
  });
  return row && toRunDto(row);
}
