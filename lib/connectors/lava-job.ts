import { echo } from './echo';
import { isUnstorable } from './invisible-text';
import { storableId } from './storable-id';

/** What is kept of a job of lava: enough to say what depends on a connection. */
export interface LavaJobFacts {
  readonly jobId: string;
  readonly type: string | null;
  readonly enabled: boolean;
  readonly description: string | null;
  readonly owner: string | null;
  /** Its crontabs as text, see {@link scheduleText}; null: it is dispatched on demand only. */
  readonly schedule: string | null;
  readonly worker: string | null;
  readonly dispatcher: string | null;
  /** The connections it names, sorted, each once. */
  readonly connIds: string[];
}

type Json = Readonly<Record<string, unknown>>;

/** The parameters that hold one connection, whatever the job's type. */
const CONNECTION_PARAMETERS = ['conn_id', 'db_conn_id', 's3_conn_id', 'docker'];

/** The start of a Jinja expression, a statement or a comment. */
const TEMPLATE = /\{[{%#]/;

/**
 * What an item of `lava.<REALM>.jobs` says, given as plain JSON. Takes any JSON: what is not as lava's schema
 * (`lava/lib/schema/lava/job.yaml`) has it counts as absent.
 *
 * A job names connections where lava itself looks for them: the values of `parameters.connections` (docker, exe, pkg),
 * `parameters.conn_id` (sql, sqlc, sqli, sqlv, redshift_unload, sharepoint_*, smb_*), `db_conn_id` and `s3_conn_id`
 * (db_from_s3, redshift_unload), `docker` (docker), and the `conn_id` of a foreach job that loops over a query.
 * chain, dag, dispatch and foreach run other jobs, which name their own connections. What is only known when the job
 * runs is not here: parameters given at dispatch, ids made by Jinja, the realm's own docker connection.
 */
export function jobOf(item: unknown): LavaJobFacts {
  const job = asObject(item);
  return {
    jobId: typeof job.job_id === 'string' ? storableId(job.job_id) : '',
    type: textOf(job.type),
    enabled: isEnabled(job.enabled),
    description: textOf(job.description),
    owner: textOf(job.owner),
    schedule: scheduleText(job.schedule),
    worker: textOf(job.worker),
    dispatcher: textOf(job.dispatcher),
    connIds: connectionsOf(asObject(job.parameters)),
  };
}

/**
 * Whether a worker would run the job. Not as with connections: `false` and an absent value stop it; text is rendered
 * by Jinja and has to come to `true`, so that a template counts as enabled here; any other value runs
 * (lava 8.2: `lavacore.py`, `lava.py`).
 */
function isEnabled(value: unknown): boolean {
  if (typeof value !== 'string') return value !== undefined && value !== false;
  return TEMPLATE.test(value) || value.trim().toLowerCase() === 'true';
}

function connectionsOf(parameters: Json): string[] {
  const { connections } = parameters;
  const named = [
    ...(typeof connections === 'object' && connections !== null ? Object.values(connections) : [connections]),
    ...CONNECTION_PARAMETERS.map((name) => parameters[name]),
    asObject(parameters.foreach).conn_id,
  ];
  return [...new Set(named.filter(isConnId))].sort();
}

function isConnId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !TEMPLATE.test(value) && !isUnstorable(value);
}

/** What separates the entries of a schedule in its text. */
export const SCHEDULE_SEPARATOR = '; ';

/**
 * A job's schedule as one line: `30 2 * * *`, or `30 2 * * * from 2026-01-01 to 2026-06-30`; several joined by `; `.
 * Null when there is none: lava takes absent, null, empty and `--` so.
 */
function scheduleText(schedule: unknown): string | null {
  const entries = (Array.isArray(schedule) ? schedule : [schedule]).map(entryText);
  return entries.filter((entry) => entry !== null).join(SCHEDULE_SEPARATOR) || null;
}

function entryText(entry: unknown): string | null {
  if (entry === undefined || entry === null) return null;
  if (typeof entry === 'string') {
    const crontab = storable(entry).trim();
    return crontab === '' || crontab === '--' ? null : crontab;
  }
  const { crontab, from, to } = asObject(entry);
  const text = textOf(crontab)?.trim();
  // lava refuses such an entry; what stands there is the best that can be shown.
  if (!text) return storable(echo(entry));
  const limits = [
    ['from', textOf(from)],
    ['to', textOf(to)],
  ].flatMap(([word, time]) => (time ? [` ${word} ${time}`] : []));
  return text + limits.join('');
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? storable(value) : null;
}

/** The text as PostgreSQL can hold it. */
function storable(text: string): string {
  return isUnstorable(text) ? text.replace(/[\0\p{Cs}]/gu, '\ufffd') : text;
}
