import type { Socket } from 'node:net';
import type { Spec } from '../connectors/spec';
import type { StageEvent } from '../connectors/stage';
import { expectedIdentity, passwordOrigin } from './expectations';
import { checkTarget } from './host-policy';
import type { ProbeContext, ProbeResult } from './probe-context';
import { ProbeRun } from './probe-run';
import { ProbeStop } from './probe-stop';
import { outOfTime } from './server-stops';
import { dnsStage } from './stages/dns';
import { driverStage, notTestable } from './stages/driver';
import { identityStage } from './stages/identity';
import { loginStage, type Session } from './stages/login';
import { queryStage } from './stages/query';
import { tcpStage } from './stages/tcp';
import { tlsStage } from './stages/tls';
import { within } from './within';

/** How long a server gets to take our goodbye before the socket is destroyed. */
const GOODBYE_MS = 500;

/**
 * Dials what a resolved spec says, the way lava's driver would, and tells each stage as it starts and ends. Stages
 * after the one that ended it are `not-run`. Nothing it opens outlives it: its socket is closed when it ends, when the
 * signal fires, and when the caller stops listening. A failed stage is a result, not an error.
 */
export async function* probe(spec: Spec, context: ProbeContext): AsyncGenerator<StageEvent, ProbeResult> {
  const run = new ProbeRun(context);
  const { limits, policy, signal } = context;
  const open: { socket?: Socket; session?: Session } = {};
  const closeSocket = () => open.socket?.destroy();
  signal.addEventListener('abort', closeSocket);
  try {
    const plan = yield* run.stage('driver', () => driverStage(spec));

    const target = yield* run.stage('dns', async () => {
      const { host, port } = checkTarget(spec.host, spec.port, policy);
      const step = await dnsStage({ host, port }, context, run.patience(limits.dnsMs));
      return { ...step, value: { host, port, addresses: step.value } };
    });

    const socket = yield* run.stage('tcp', async () => {
      const step = await tcpStage(target.addresses, target.port, run.patience(limits.tcpMs));
      open.socket = step.value;
      return step;
    });

    const { channel, driver, login } = yield* run.stage('tls', async () => {
      if (!plan.dialogue) {
        throw notTestable('The port answers. From here on this test does not know what the driver does.');
      }
      const { driver, tls, login } = plan.dialogue;
      const patience = run.patience(limits.tlsMs);
      const step = await tlsStage(socket, target.host, tls, context.extraCa ?? [], patience);
      return { ...step, value: { channel: step.value, driver, login } };
    });

    const session = yield* run.stage('login', async () => {
      const step = await loginStage(
        channel,
        { ...login, ...target, applicationName: context.applicationName },
        driver,
        {
          encryption: channel.encryption,
          passwordFrom: passwordOrigin(context.trace),
          now: context.now(),
          ...(context.credentials && { credentials: context.credentials }),
        },
        run.patience(),
      );
      open.session = step.value;
      return step;
    });

    const identity = yield* run.stage('query', () => queryStage(session, run.patience()));
    yield* run.stage('identity', () => identityStage(identity, expectedIdentity(login, context.credentials)));

    const warned = run.stages.some(({ state }) => state === 'warning');
    return {
      outcome: warned ? 'warning' : 'passed',
      stages: run.stages,
      connected: { user: login.user, encryption: channel.encryption, identity },
    };
  } catch (error) {
    if (!(error instanceof ProbeStop)) {
      throw error;
    }
    const stopped = run.stages.at(-1);
    yield* run.notReached();
    return { outcome: error.outcome, stages: run.stages, ...(stopped && { stopped }) };
  } finally {
    signal.removeEventListener('abort', closeSocket);
    if (open.session) {
      await sayGoodbye(open.session, signal);
    }
    open.socket?.destroy();
  }
}

/** Ends the session the way PostgreSQL expects it, so that its log stays clean; a server that dawdles is left. */
async function sayGoodbye({ client, stream }: Session, signal: AbortSignal): Promise<void> {
  if (stream.destroyed) {
    return;
  }
  await within({ ms: GOODBYE_MS, signal }, outOfTime, () => client.end()).catch(() => stream.destroy());
}
