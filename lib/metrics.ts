import { subscribe } from 'node:diagnostics_channel';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What is counted, by name. */
export interface Metrics {
  readonly registry: Registry;
  /** Requests to the console by method, route and status; seconds. */
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>;
  /** Tests that ended, by outcome and the stage that failed (`none`: no stage did). */
  readonly tests: Counter<'outcome' | 'stage'>;
  readonly testSeconds: Histogram<'outcome'>;
  /** Tests that run now. */
  readonly testsRunning: Gauge;
  /** Calls to AWS by service, operation and result: `ok`, `cancelled`, or the code AWS refused with. */
  readonly awsCalls: Counter<'service' | 'operation' | 'result'>;
  readonly awsSeconds: Histogram<'service' | 'operation'>;
  /** Look-ups in the cache of temporary credentials: `hit`, `miss`, or `shared` with a call under way. */
  readonly credentialLookups: Counter<'result'>;
  /** Connections to the database: `used` and `idle`; and who waits for one. */
  readonly poolConnections: Gauge<'state'>;
  readonly poolWaiting: Gauge;
  /** 1 while the scheduled work runs. */
  readonly queueUp: Gauge;
  /** Scheduled jobs that ended, by name and result. */
  readonly jobs: Counter<'job' | 'result'>;
}

const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const metrics: Metrics = {
    registry,
    requestSeconds: new Histogram({
      name: 'lava_http_request_seconds',
      help: 'Time to answer a request, by route.',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    }),
    tests: new Counter({
      name: 'lava_tests_total',
      help: 'Connection tests that ended, by outcome and the stage that failed.',
      labelNames: ['outcome', 'stage'],
      registers,
    }),
    testSeconds: new Histogram({
      name: 'lava_test_seconds',
      help: 'Time a connection test took.',
      labelNames: ['outcome'],
      buckets: SECONDS,
      registers,
    }),
    testsRunning: new Gauge({
      name: 'lava_tests_running',
      help: 'Connection tests that run now.',
      registers,
    }),
    awsCalls: new Counter({
      name: 'lava_aws_calls_total',
      help: 'Calls to AWS, by service, operation and result.',
      labelNames: ['service', 'operation', 'result'],
      registers,
    }),
    awsSeconds: new Histogram({
      name: 'lava_aws_call_seconds',
      help: 'Time a call to AWS took, its retries included.',
      labelNames: ['service', 'operation'],
      buckets: SECONDS,
      registers,
    }),
    credentialLookups: new Counter({
      name: 'lava_credential_cache_lookups_total',
      help: 'Look-ups in the cache of temporary credentials.',
      labelNames: ['result'],
      registers,
    }),
    poolConnections: new Gauge({
      name: 'lava_database_connections',
      help: 'Connections to the database, by state.',
      labelNames: ['state'],
      registers,
    }),
    poolWaiting: new Gauge({
      name: 'lava_database_waiting',
      help: 'Requests that wait for a connection to the database.',
      registers,
    }),
    queueUp: new Gauge({ name: 'lava_queue_up', help: '1 while the scheduled work runs.', registers }),
    jobs: new Counter({
      name: 'lava_jobs_total',
      help: 'Scheduled jobs that ended.',
      labelNames: ['job', 'result'],
      registers,
    }),
  };
  subscribe('lava:aws-call', (message) => countAwsCall(metrics, message));
  return metrics;
}

/** The AWS library tells of its calls on a channel: the command line uses it too, without metrics. */
function countAwsCall(metrics: Metrics, message: unknown): void {
  if (typeof message !== 'object' || message === null) return;
  const [service, operation, result] = ['service', 'operation', 'result'].map((key) =>
    String(Reflect.get(message, key)),
  );
  metrics.awsCalls.inc({ service: service ?? '', operation: operation ?? '', result: result ?? '' });
  metrics.awsSeconds.observe(
    { service: service ?? '', operation: operation ?? '' },
    Number(Reflect.get(message, 'ms')) / 1000,
  );
}

const holder: typeof globalThis & { lavaMetrics?: Metrics } = globalThis;

/** The process's metrics. Kept on `globalThis`: the bundler may load this module more than once. */
export function metrics(): Metrics {
  holder.lavaMetrics ??= createMetrics();
  return holder.lavaMetrics;
}
