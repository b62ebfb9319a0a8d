import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter, on } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Secret } from '../connectors/secret';
import type { Spec } from '../connectors/spec';
import { PROBE_STAGES, type StageEvent, type StageResult } from '../connectors/stage';
import type {
  DialAnswer,
  DiallerAnswer,
  DiallerMessage,
  DiallerNetwork,
  DialOrder,
} from './dialler-messages';
import type { ProbeResult, ProbeTask } from './probe-context';
import type { ProbeStop } from './probe-stop';
import { cancelled, diallerEnded } from './probe-stops';

/** The process runs what the checkout's source is bundled to, beside a built server too, as the scripts do. */
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const RUN = path.join(ROOT, 'scripts/run-bundled.mjs');
const ENTRY = 'lib/probe/dialler-process.ts';
/** How much later than its time, or than its cancellation, a probe may end before the process counts as stuck. */
const PATIENCE_MS = 5_000;
/** Names that it looks up at once. Node has 4 threads for that, and a name server that is silent keeps one busy. */
const LOOKUPS = 64;

export interface DiallerOptions {
  readonly network: DiallerNetwork;
  /** The environment of the process, to which only the size of its pool of threads is added. */
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface Running {
  readonly child: ChildProcess;
  /** What it tells, by the id of the probe; `undefined`: it is gone. */
  readonly answers: EventEmitter<Record<string, [DialAnswer | undefined]>>;
}

/**
 * Dials from a process of its own, which all tests share and which is started when it is needed. When it dies, the
 * tests under way end with `DIALLER_ENDED` and the next one starts another. It ends with the process that started it.
 */
export class Dialler {
  readonly #options: DiallerOptions;
  #running: Running | undefined;

  constructor(options: DiallerOptions) {
    this.#options = options;
  }

  /** Makes sure that the process runs, so that no test has to wait for its start. Returns its number. */
  start(): number | undefined {
    return this.#started().child.pid;
  }

  /** Probes what a resolved spec says: a `Dial`. Throws only what is a mistake in the product. */
  async *dial(spec: Spec, task: ProbeTask, signal: AbortSignal): AsyncGenerator<StageEvent, ProbeResult> {
    const { now } = this.#options;
    const { child, answers } = this.#started();
    const id = randomUUID();
    const end = () => child.kill('SIGKILL');
    let late = setTimeout(end, task.limits.totalMs + PATIENCE_MS);
    const cancel = () => {
      tell(child, { kind: 'cancel', id });
      clearTimeout(late);
      late = setTimeout(end, PATIENCE_MS);
    };
    signal.addEventListener('abort', cancel, { once: true });
    const stages: StageResult[] = [];
    let since = now();
    let ended = false;
    try {
      tell(child, order(id, spec, task, since + task.limits.totalMs));
      if (signal.aborted) cancel();
      for await (const [answer] of on(answers, id)) {
        ended = !answer || !('event' in answer);
        if (!answer) break;
        if ('result' in answer) return answer.result;
        if ('mistake' in answer) throw new Error(`A probe threw: ${answer.mistake}`);
        if (answer.event.kind === 'finished') stages.push(answer.event.result);
        since = now();
        yield answer.event;
      }
      return yield* endedEarly(stages, signal.aborted ? cancelled() : diallerEnded(), now() - since);
    } finally {
      if (!ended) tell(child, { kind: 'cancel', id });
      signal.removeEventListener('abort', cancel);
      clearTimeout(late);
    }
  }

  #started(): Running {
    if (this.#running && !this.#running.child.killed) return this.#running;
    // Taken from Node at run time: of an import the build would want to make the process a part of itself.
    const child = process.getBuiltinModule('node:child_process').fork(RUN, [ENTRY], {
      cwd: ROOT,
      env: { ...this.#options.env, UV_THREADPOOL_SIZE: String(LOOKUPS) },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const running: Running = { child, answers: new EventEmitter() };
    // Waiting for answers listens for errors, too, once for each probe.
    running.answers.setMaxListeners(0);
    this.#running = running;
    const gone = () => {
      if (this.#running === running) this.#running = undefined;
      for (const id of running.answers.eventNames()) running.answers.emit(String(id), undefined);
    };
    child.on('message', ({ id, answer }: DiallerAnswer) => running.answers.emit(id, answer));
    child.on('error', gone).on('exit', gone);
    // It keeps nobody alive: a test that waits for it does.
    child.unref();
    child.channel?.unref();
    tell(child, { kind: 'network', network: this.#options.network });
    return running;
  }
}

/** A process that is gone is found out by its end, not here. */
function tell(child: ChildProcess, message: DiallerMessage): void {
  child.send(message, () => undefined);
}

function order(id: string, spec: Spec, task: ProbeTask, endsAt: number): DialOrder {
  const { password } = spec;
  const plain = Object.entries(spec).filter(([, value]) => !(value instanceof Secret));
  return {
    kind: 'dial',
    id,
    spec: Object.fromEntries(plain),
    ...(password instanceof Secret && {
      password: { value: password.reveal(), form: password.form },
    }),
    task,
    endsAt,
  };
}

/** Tells of the stage that was under way and of those that are not reached any more. */
function* endedEarly(
  before: readonly StageResult[],
  stop: ProbeStop,
  ms: number,
): Generator<StageEvent, ProbeResult> {
  // What ended during the goodbye had no stage left: then the last one is told anew.
  const done = before.slice(0, PROBE_STAGES.length - 1);
  const [underWay, ...others] = PROBE_STAGES.slice(done.length);
  const stopped = stop.resultOf(underWay ?? 'identity', ms);
  const rest = [stopped, ...others.map((stage): StageResult => ({ stage, state: 'not-run', ms: 0 }))];
  yield* rest.map((result): StageEvent => ({ kind: 'finished', result }));
  return { outcome: stop.outcome, stages: [...done, ...rest], stopped };
}
