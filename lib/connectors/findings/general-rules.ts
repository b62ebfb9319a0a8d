import { isExtraKey } from '../common-fields';
import { echo } from '../echo';
import { checkHost } from '../host-shape';
import { isOtherType } from '../lava-types';
import { isTruthy, toInt } from '../python-values';
import { has } from '../spec';
import { finding, NOTHING, type Rule } from './rule';

export const enabledIsText: Rule = ({ spec }) => {
  if (!has(spec, 'enabled') || typeof spec.enabled === 'boolean') return NOTHING;
  const on = isTruthy(spec.enabled);
  return finding(
    'ENABLED_IS_TEXT',
    on ? 'high' : 'medium',
    'enabled',
    `\`enabled\` is ${quoted(spec.enabled)}, no boolean: lava reads it as ${on ? 'true, so workers use the connection' : 'false, so workers refuse the connection'}. Set it to true or false.`,
  );
};

/** As forms refuse it, where the type's table says that `host` is one. lava takes any value. */
export const hostMalformed: Rule = ({ spec, connector }) => {
  const isHost = connector?.fields.some(({ name, kind }) => name === 'host' && kind === 'host');
  if (!isHost || !has(spec, 'host')) return NOTHING;
  const host = checkHost(spec.host);
  if (host.ok) return NOTHING;
  return finding(
    'HOST_MALFORMED',
    'high',
    'host',
    `${host.message} lava checks nothing of it and dials it as it stands, which fails or leads somewhere else.`,
  );
};

export const portNotANumber: Rule = ({ spec, type }) => {
  if (type?.dialect === 'sqlite3' || !has(spec, 'port') || Number.isInteger(spec.port)) return NOTHING;
  const port = toInt(spec.port);
  return finding(
    'PORT_NOT_A_NUMBER',
    'low',
    'port',
    port.ok
      ? `\`port\` is ${quoted(spec.port)}: lava reads it as ${port.value}. Write it as a whole number.`
      : `\`port\` is ${quoted(spec.port)}, which lava cannot read as a number. Write a whole number from 1 to 65535.`,
  );
};

/** A port that cannot be read at all lies outside the range too: lava fails, which must count as high. */
export const portOutOfRange: Rule = ({ spec, type }) => {
  if (type?.dialect === 'sqlite3' || !has(spec, 'port')) return NOTHING;
  const port = toInt(spec.port);
  if (port.ok && port.value >= 1 && port.value <= 65_535) return NOTHING;
  return finding(
    'PORT_OUT_OF_RANGE',
    'high',
    'port',
    `No port from 1 to 65535 can be read from \`port\` (${quoted(spec.port)}), so nothing can be dialled. Set it to the port the database listens on.`,
  );
};

export const typeCase: Rule = ({ spec, type }) => {
  if (type === undefined || spec.type === type.name) return NOTHING;
  return finding(
    'TYPE_CASE',
    'medium',
    'type',
    `\`type\` is ${quoted(spec.type)}: lava connects with it, but db_from_s3 jobs and lava's own checks refuse it. Write "${type.name}".`,
  );
};

export const typeUnknown: Rule = ({ spec, type }) => {
  if (type !== undefined || isOtherType(spec.type) || !has(spec, 'type')) return NOTHING;
  return finding(
    'TYPE_UNKNOWN',
    'high',
    'type',
    `\`type\` is ${quoted(spec.type)}, which lava 8.2 does not know: jobs that use the connection fail. Correct it, for example to "redshift".`,
  );
};

/** Fields of some types that say so themselves where they have no effect. */
const OWN_FINDING: ReadonlySet<string> = new Set(['password_duration']);

export const unknownField: Rule = ({ spec, connector }) => {
  if (connector === undefined) return NOTHING;
  const known = new Set(connector.fields.map((field) => field.name));
  return Object.keys(spec)
    .filter((key) => !known.has(key) && !isExtraKey(key) && !OWN_FINDING.has(key))
    .flatMap((key) =>
      finding(
        'UNKNOWN_FIELD',
        'low',
        key,
        `\`${echo(key)}\` is no field of ${connector.type} connections: lava keeps and ignores it. Correct the name, or start it with x- if it is your own.`,
      ),
    );
};

export const ownerMissing: Rule = ({ spec }) =>
  isFilled(spec.owner)
    ? NOTHING
    : finding(
        'OWNER_MISSING',
        'low',
        'owner',
        'There is no `owner`. Name the person or team to ask: lava is going to require it.',
      );

export const descriptionMissing: Rule = ({ spec }) =>
  isFilled(spec.description)
    ? NOTHING
    : finding(
        'DESCRIPTION_MISSING',
        'low',
        'description',
        'There is no `description`. Say in a sentence what the connection is for.',
      );

function isFilled(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() !== '' : isTruthy(value);
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `"${echo(value)}"` : echo(value);
}
