// Input that somebody hostile, or hurried, may send, as services and the product over HTTP are tried with it.

/** A connection that is taken as it is. */
export const GOOD_SPEC = {
  conn_id: 'hostile',
  type: 'redshift',
  host: 'analytics-dev.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com',
  port: 5439,
  database: 'warehouse',
  user: 'etl',
  enabled: true,
};

/** A field with a value that the form refuses. Imported, it is kept as lava holds it, or refused as well. */
export interface HostileField {
  readonly field: string;
  readonly value: unknown;
  readonly imported: 'kept' | 'refused';
}

const PORTS = ['', '0', '65536', '-1', ' 5439 ', '1e3', '0x10', '5439abc', true, '５４３９', 0, 65_536, -1];
const HOSTS = [
  '',
  '/var/run/postgresql',
  '@abstract',
  'a b',
  'h:5439',
  'u:p@h',
  'h?sslmode=disable',
  'host\r\nX: y',
  '[::ffff:a9fe:a9fe]',
  'fe80::1%eth0',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0',
  'p\u0430ypal.com',
  'a\u200bb',
  'a\u202Eb',
];
const CONN_IDS = ['../../etc', '%2e%2e%2f', 'CON', '__proto__', 'constructor', 'x'.repeat(1_000)];
const DURATIONS = ['899s', '3601', 'NaN', '15M'];
const NUL_FIELDS = ['conn_id', 'host', 'database', 'user', 'description', 'owner', 'cluster_id'];

const fields = (field: string, values: readonly unknown[], imported: HostileField['imported']) =>
  values.map((value) => ({ field, value, imported }));

export const HOSTILE_FIELDS: readonly HostileField[] = [
  ...fields('port', PORTS, 'kept'),
  ...fields('host', HOSTS, 'kept'),
  ...fields('password_duration', DURATIONS, 'kept'),
  ...fields('conn_id', CONN_IDS, 'refused'),
  ...NUL_FIELDS.flatMap((field) => fields(field, ['a\0b'], 'refused')),
  ...fields('password', ['hunter2 is my password!', 'AKIAIOSFODNN7EXAMPLE'], 'refused'),
  ...fields('description', ['x'.repeat(1024 * 1024)], 'refused'),
  ...['role', 'version', 'lastTest'].flatMap((field) => fields(field, ['admin'], 'kept')),
];

/** Ports that lava, as Python's `int`, reads as 5439; `true` is 1 to it, a port to which nobody may dial. */
export const DIALLED_PORTS: readonly unknown[] = [' 5439 ', '５４３９'];

/** Hosts that are written as they should be, and stop at the host policy when they are tested. */
export const REFUSED_HOSTS = [
  '169.254.169.254',
  '169.254.169.254.',
  '64:ff9b::a9fe:a9fe',
  '2002:a9fe:a9fe::',
  'fd00:ec2::254',
  '0.0.0.0',
  '224.0.0.1',
];

/** Keys of a spec that would reach into prototypes, as JSON text. */
export const PROTOTYPE_KEYS = [
  '{"__proto__":{"admin":true}}',
  '{"x-a":{"__proto__":{}}}',
  '{"constructor":{"prototype":{}}}',
];

/** Files of which no import takes anything; each place that is refused is named. */
export const HOSTILE_FILES: readonly {
  readonly what: string;
  readonly name: string;
  readonly text: string;
}[] = [
  json('a prototype', '[{"conn_id":"p","type":"redshift","__proto__":{"admin":true}}]'),
  json('the same key twice', '[{"conn_id":"p","type":"redshift","type":"psql"}]'),
  json('50,000 levels', `${'['.repeat(50_000)}${']'.repeat(50_000)}`),
  json('NUL', '[{"conn_id":"p","type":"redshift","description":"a\\u0000b"}]'),
  json('an identifier that is a path', '[{"conn_id":"../../etc","type":"redshift"}]'),
  json('a password', '[{"conn_id":"p","type":"redshift","password":"hunter2 is my password!"}]'),
  json(
    'a description of 1 MB',
    `[{"conn_id":"p","type":"redshift","description":"${'x'.repeat(1024 * 1024)}"}]`,
  ),
  yaml(
    'a YAML alias bomb',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.replace(/./g, (k) => `${k}: &${k} [${`*${String.fromCharCode(k.charCodeAt(0) - 1)},`.repeat(9)}]\n`)}`,
  ),
  yaml('a YAML tag', 'conn_id: p\ntype: !!js/function "function () {}"\n'),
];

function json(what: string, text: string) {
  return { what, name: 'specs.json', text };
}

function yaml(what: string, text: string) {
  return { what, name: 'specs.yaml', text };
}

/** More connections than an import takes. */
export const TOO_MANY_ROWS = JSON.stringify(
  Array.from({ length: 100_000 }, (_, index) => ({ conn_id: `r${index}` })),
);
