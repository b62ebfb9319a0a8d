import { has, type Spec } from '../../connectors/spec';
import type { StageResult } from '../../connectors/stage';
import type { Prisma } from '../../db/prisma';
import { prisma } from '../../db/prisma';
import { log } from '../../log';
import { metrics } from '../../metrics';
import { PROBE_LIMITS } from '../../probe/probe-context';
import { type TestResult, testConnection } from '../../probe/test-connection';
import { writeAuditEvent } from '../audit/write-audit-event';
import { findingContext } from '../connections/finding-context';
import { contentHash } from '../connections/spec-hash';
import { toStored } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { forgetHeld, heldCredentials } from '../credentials/held-credentials';
import { recordMinted } from '../credentials/record-minted';
import { renewExpiry } from '../credentials/renew-expiry';
import { clusterStatus } from '../realms/cluster-status';
import { cachedAws, runtime } from '../runtime';
import type { RunningTest } from './running-tests';
import { abortWhenCancelled, leavePlace } from './test-places';

type RealmRow = Prisma.RealmGetPayload<object>;

interface TestRequest {
  readonly realm: RealmRow;
  readonly spec: Spec;
  readonly running: RunningTest;
  /** The stored connection that is tested; null for a draft. */
  readonly stored: { readonly id: string; readonly version: number } | null;
  readonly fresh: boolean;
}

/** Carries a begun test through, keeps its place up to date stage by stage and stores the run. Never throws. */
export async function runTest(context: ServiceContext, request: TestRequest): Promise<void> {
  const { running } = request;
  void abortWhenCancelled(running);
  try {
    const result = await carryOut(request);
    countTest(running, result);
    await storeRun(context, request, result);
  } catch (error) {
    log.error(
      { err: error, runId: running.id, requestId: context.requestId },
      'a test could not be completed',
    );
    running.failure = `The test could not be completed (request ${context.requestId}).`;
    await leavePlaceUnstored(running.id);
  } finally {
    runtime().tests.end(running);
  }
}

/** What storing the run would have done. */
async function leavePlaceUnstored(runId: string): Promise<void> {
  try {
    await leavePlace(prisma(), runId);
  } catch (error) {
    log.warn({ err: error, runId }, 'the place of a test is taken until it expires');
  }
}

function countTest(running: RunningTest, { outcome, stages }: TestResult): void {
  const stage = stages.find(({ state }) => state === 'failed')?.stage ?? 'none';
  metrics().tests.inc({ outcome, stage });
  metrics().testSeconds.observe({ outcome }, (Date.now() - Date.parse(running.startedAt)) / 1000);
}

async function carryOut({ realm, spec, running, fresh }: TestRequest): Promise<TestResult> {
  const { now, dialler } = runtime();
  const stages = testConnection(spec, {
    resolution: {
      aws: cachedAws(realm, { mintedBy: running.id, fresh }),
      realm: realm.name,
      region: realm.region,
      defaultDuration: realm.passwordDuration,
    },
    dial: (resolved, task, signal) => dialler.dial(resolved, task, signal),
    probe: { limits: PROBE_LIMITS, applicationName: `lava-connections-${realm.name}` },
    findings: await findingContext(prisma(), realm, spec),
    signal: running.cancel.signal,
    now,
    forgetCredentials: ({ credentials: { minted } }) => {
      const held = minted && heldCredentials(realm, minted);
      if (held) forgetHeld(realm, minted);
      return held !== undefined;
    },
    clusterStatus: (clusterId, signal) => clusterStatus(realm, clusterId, signal),
  });
  for (;;) {
    const step = await stages.next();
    if (step.done) return step.value;
    const event = step.value;
    if (event.kind === 'started') running.current = event.stage;
    else keep(running, event.result);
  }
}

/** A second attempt tells its stages anew: the last word on each counts. */
function keep(running: RunningTest, result: StageResult): void {
  const at = running.finished.findIndex((earlier) => earlier.stage === result.stage);
  if (at >= 0) running.finished.length = at;
  running.finished.push(result);
  if (running.current === result.stage) delete running.current;
}

async function storeRun(context: ServiceContext, request: TestRequest, result: TestResult): Promise<void> {
  const { realm, spec, running, stored } = request;
  const failed = result.stages.find((stage) => stage.state === 'failed');
  const { resolution } = result;
  const startedAt = new Date(running.startedAt);
  await prisma().$transaction(async (db) => {
    if (resolution?.ok) {
      const { connId } = running;
      await renewExpiry(db, realm, { connId, spec, credentials: resolution.credentials });
    }
    const connection = stored && (await db.connection.findUnique({ where: { id: stored.id } }));
    await db.testRun.create({
      data: {
        id: running.id,
        realmId: realm.id,
        connectionId: connection?.id ?? null,
        connId: running.connId,
        specVersion: stored?.version ?? null,
        specHash: contentHash(spec),
        outcome: result.outcome,
        ok: result.ok,
        verdict: result.verdict,
        failedStage: failed?.stage ?? null,
        failedCode: failed?.code ?? null,
        stages: JSON.parse(JSON.stringify(result.stages)),
        findings: JSON.parse(JSON.stringify(result.findings)),
        ...(resolution?.ok && {
          trace: JSON.parse(JSON.stringify(resolution.trace)),
          resolved: withoutSecrets(resolution.spec, spec),
        }),
        startedAt,
        durationMs: Date.now() - startedAt.getTime(),
        actor: context.actor.name,
      },
    });
    await leavePlace(db, running.id);
    if (resolution?.ok) {
      await recordMinted(db, context, {
        realm,
        connection,
        connId: running.connId,
        runId: running.id,
        credentials: resolution.credentials,
      });
    }
    if (connection) {
      await db.connection.update({
        where: { id: connection.id },
        data: { lastRunId: running.id, lastOutcome: result.outcome, lastTestedAt: startedAt },
      });
    }
    await writeAuditEvent(db, context, {
      action: running.draft ? 'connection.test-draft' : 'connection.test',
      realm: realm.name,
      target: running.connId,
      outcome: result.ok ? 'done' : 'failed',
      details: {
        runId: running.id,
        outcome: result.outcome,
        ...(failed && { stage: failed.stage, code: failed.code ?? null }),
      },
    });
  });
}

/** The outcome's fields for the record. The password is `[secret]`, also where lava takes a falsy one as it is. */
function withoutSecrets(resolved: Spec, spec: Spec): Prisma.InputJsonObject {
  const kept = { ...resolved, ...(has(resolved, 'password') && { password: '[secret]' }) };
  return toStored(has(spec, 'external_id') ? { ...kept, external_id: spec.external_id } : kept);
}
