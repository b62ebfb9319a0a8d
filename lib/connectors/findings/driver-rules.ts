import { echo } from '../echo';
import type { Dialect } from '../lava-types';
import { isTruthy } from '../python-values';
import { has } from '../spec';
import { subtypeOf, tlsBehaviourOf } from '../tls-behaviour';
import { finding, NOTHING, type Rule } from './rule';

/** The drivers lava has for a dialect. `pygresql` is left out for redshift: lava still lists it, and it always fails. */
const DRIVERS: Readonly<Record<Dialect, readonly string[]>> = {
  redshift: ['pg8000', 'redshift'],
  postgresql: ['pg8000', 'pygresql'],
  mysql: ['pymysql'],
  oracle: ['cx_oracle', 'oracledb'],
  mssql: ['pyodbc'],
  sqlite3: ['sqlite3'],
};

export const subtypeUnsupported: Rule = ({ spec, type }) => {
  if (type === undefined || !has(spec, 'subtype')) return NOTHING;
  const drivers = DRIVERS[type.dialect];
  if (typeof spec.subtype === 'string' && drivers.includes(spec.subtype)) return NOTHING;
  const reason =
    spec.subtype === 'pygresql' && type.dialect === 'redshift'
      ? 'PyGreSQL no longer works with Redshift'
      : `lava has no driver ${typeof spec.subtype === 'string' ? `"${echo(spec.subtype)}"` : echo(spec.subtype)} for ${type.dialect}`;
  return finding(
    'SUBTYPE_UNSUPPORTED',
    'high',
    'subtype',
    `${reason}, so connecting fails. Set \`subtype\` to ${drivers.join(' or ')}, or leave it out.`,
  );
};

export const sslIsText: Rule = ({ spec, type }) =>
  isUnheardWish(spec, type?.dialect)
    ? finding(
        'SSL_IS_TEXT',
        'high',
        'ssl',
        `\`ssl\` is ${typeof spec.ssl === 'string' ? `"${echo(spec.ssl)}"` : echo(spec.ssl)}, and the driver redshift takes only a real true: the connection is not encrypted. Set it to true.`,
      )
    : NOTHING;

export const sslOff: Rule = ({ spec, type, method }) => {
  const behaviour = tlsBehaviourOf(spec);
  if (behaviour === null || behaviour.asks === 'require' || isUnheardWish(spec, type?.dialect))
    return NOTHING;
  const temporary = method === 'iam' || method === 'rds-token';
  return finding(
    'SSL_OFF',
    temporary ? 'high' : 'medium',
    'ssl',
    `TLS is not required: the driver ${behaviour.summary}. ${temporary ? 'Many servers refuse temporary credentials without TLS. ' : ''}Set \`ssl\` to true.`,
  );
};

export const sslNotVerified: Rule = ({ spec, type }) => {
  const behaviour = tlsBehaviourOf(spec);
  if (behaviour?.asks !== 'require' || behaviour.verifiesChain) return NOTHING;
  return finding(
    'SSL_NOT_VERIFIED',
    'low',
    'ssl',
    `The connection is encrypted, but the driver ${behaviour.summary}, so it cannot tell an impostor.${type?.dialect === 'redshift' ? ' The driver redshift does check the certificate.' : ''}`,
  );
};

/** Something that reads as "on" to everyone but AWS's driver. */
function isUnheardWish(spec: Parameters<typeof subtypeOf>[0], dialect: Dialect | undefined): boolean {
  return dialect === 'redshift' && subtypeOf(spec) === 'redshift' && spec.ssl !== true && isTruthy(spec.ssl);
}
