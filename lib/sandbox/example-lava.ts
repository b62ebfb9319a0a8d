import { itemOf, type LavaItem } from '../connectors/lava-item';
import type { Spec } from '../connectors/spec';
import type { Example } from './example';
import { exampleItem } from './example-item';
import { EXAMPLE_JOBS } from './example-jobs';
import { EXAMPLE_REALMS, type ExampleRealm } from './example-realms';

/** What lava's tables of one realm hold, and what each connection was when both sides last agreed. */
export interface ExampleLava {
  readonly realm: ExampleRealm['name'];
  readonly connectionsTable: string;
  readonly jobsTable: string;
  readonly items: readonly LavaItem[];
  readonly seen: readonly LavaItem[];
  readonly jobs: readonly LavaItem[];
}

/** lava's list of realms; one of them is not known here yet. */
export const LAVA_REALMS: readonly LavaItem[] = [
  ...EXAMPLE_REALMS.map(({ name, passwordDuration, description }) =>
    lavaRealm(name, passwordDuration, description),
  ),
  lavaRealm('staging', '20m', 'Rehearsals before a release.'),
];

/** A change that somebody made to an example, by its conn_id. */
type Edits = Readonly<Record<string, (spec: Spec) => Spec>>;

/** Changed there since both sides agreed. */
const THERE: Edits = {
  'data-science/notebooks': (spec) => ({ ...spec, password_duration: '30m', 'x-changed-by': 'git' }),
  compliance: (spec) => ({ ...spec, owner: 'compliance-tools@example.com' }),
};

/** What both sides agreed on, where the example here was changed since. */
const SEEN: Edits = {
  'reporting/finance': (spec) => ({ ...spec, description: 'Month-end reports.', ssl: false }),
  compliance: (spec) => ({ ...spec, owner: 'audit@example.com', description: 'Before it was split up.' }),
};

/** Never published. */
const ONLY_HERE: ReadonlySet<string> = new Set(['branch-office', 'weekend-lab']);

/** Agreed on once, deleted there since. */
const DELETED_THERE: ReadonlySet<string> = new Set(['summer-campaign']);

/** In the table of `dev` alone: new there, deleted here, and what cannot be a specification. */
const DEV_ONLY: readonly LavaItem[] = [
  exampleItem('git/nightly-export', {
    ssl: { S: 'true' },
    owner: { S: 'data-platform@example.com' },
    description: { S: 'Added by a deployment from git.' },
    'x-version': { N: '12' },
  }),
  exampleItem('Git/Nightly-Export', {
    enabled: { BOOL: false },
    description: { S: 'Differs from another only in upper and lower case.' },
  }),
  {
    conn_id: { S: 'alerts/slack' },
    type: { S: 'slack' },
    enabled: { BOOL: true },
    webhook_url: { S: '/lava/dev/alerts/slack/webhook' },
    description: { S: 'Where jobs tell of their failures.' },
  },
  {
    conn_id: { S: 'legacy/tagged' },
    type: { S: 'redshift' },
    enabled: { BOOL: true },
    host: { S: 'old.example.com' },
    port: { N: '5439' },
    'x-tags': { SS: ['finance', 'nightly'] },
  },
];

/** Deleted here, still there. */
const DELETED_HERE = exampleItem('retired/reports', {
  enabled: { BOOL: false },
  database: { S: 'analytics' },
  user: { S: 'reporting' },
  password: { S: '/lava/dev/reporting/finance/password' },
  description: { S: 'Replaced by reporting/finance.' },
});

/** The tables of every realm, for these connections: some agree with them, some differ in each way there is. */
export function exampleLava(connections: readonly Example[]): ExampleLava[] {
  return EXAMPLE_REALMS.map(({ name }) => {
    const specs = connections.filter(({ realm }) => realm === name).map(({ spec }) => spec);
    const dev = name === 'dev';
    const shared = specs.filter(({ conn_id }) => !(dev && ONLY_HERE.has(String(conn_id))));
    const there = shared.filter(({ conn_id }) => !(dev && DELETED_THERE.has(String(conn_id))));
    const seen = (spec: Spec) => (dev ? edited(SEEN, spec) : spec);
    const now = (spec: Spec) => (dev ? edited(THERE, seen(spec)) : spec);
    return {
      realm: name,
      connectionsTable: `lava.${name}.connections`,
      jobsTable: `lava.${name}.jobs`,
      items: [...there.map((spec) => itemOf(now(spec))), ...(dev ? [...DEV_ONLY, DELETED_HERE] : [])],
      seen: [...shared.map((spec) => itemOf(seen(spec))), ...(dev ? [DELETED_HERE] : [])],
      jobs: EXAMPLE_JOBS[name].map((job) => itemOf(job)),
    };
  });
}

function edited(edits: Edits, spec: Spec): Spec {
  return edits[String(spec.conn_id)]?.(spec) ?? spec;
}

function lavaRealm(name: string, duration: string, description: string): LavaItem {
  return {
    realm: { S: name },
    description: { S: description },
    config: { M: { RS_PASSWORD_DURATION: { S: duration } } },
  };
}
