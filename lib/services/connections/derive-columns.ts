import { clusterIdOf } from '../../connectors/cluster-id';
import { LAVA_DEFAULT_DURATION, parseDuration } from '../../connectors/duration';
import type { FindingContext } from '../../connectors/finding';
import { findingsOf } from '../../connectors/findings';
import { dialectOf } from '../../connectors/lava-types';
import { type LoginMethod, loginMethodOf } from '../../connectors/login-method';
import { loginWayOf } from '../../connectors/login-way';
import { isTruthy, toInt } from '../../connectors/python-values';
import { RDS_TOKEN_SECONDS } from '../../connectors/rds-token';
import { has, type Spec } from '../../connectors/spec';
import { tlsBehaviourOf } from '../../connectors/tls-behaviour';
import type { TlsKind } from '../../listing/connection-row';
import { contentHash } from './spec-hash';

/** Raised with every change of what is derived here: rows of an earlier one are derived anew at the next start. */
export const DERIVATION = 5;

/** An index takes so many characters of a text, whatever they are; what a spec holds beyond them is no name. */
const INDEXED_LENGTH = 500;

/** The columns that follow from a spec (and from what is known of its realm and references). */
export interface DerivedColumns {
  readonly type: string;
  readonly dialect: string | null;
  readonly loginMethod: string;
  readonly enabled: boolean;
  readonly tls: TlsKind;
  readonly host: string | null;
  readonly port: number | null;
  readonly database: string | null;
  readonly user: string | null;
  readonly owner: string | null;
  readonly description: string | null;
  readonly parameterName: string | null;
  readonly secretId: string | null;
  readonly clusterId: string | null;
  readonly durationSeconds: number | null;
  readonly findingCodes: string[];
  readonly highFindings: number;
  readonly mediumFindings: number;
  readonly lowFindings: number;
  readonly searchText: string;
  readonly specHash: string;
  readonly derivation: number;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The same, short enough for an index. */
function indexed(value: unknown): string | null {
  return text(value)?.slice(0, INDEXED_LENGTH) ?? null;
}

/** AWS takes no longer name or ARN, and an index hardly one. */
const REFERENCE_BYTES = 2_048;

/** The name of a parameter or secret, if it can be one. */
function reference(value: unknown): string | null {
  const name = text(value);
  return name !== null && Buffer.byteLength(name) <= REFERENCE_BYTES ? name : null;
}

/** A port that fits the column; anything else has its finding and shows in the spec. */
function portColumn(value: unknown): number | null {
  const port = toInt(value);
  return port.ok && Math.abs(port.value) < 2 ** 31 ? port.value : null;
}

function tlsColumn(spec: Spec): TlsKind {
  const behaviour = tlsBehaviourOf(spec);
  if (!behaviour) return 'not-applicable';
  if (behaviour.asks === 'never') return 'off';
  if (behaviour.asks === 'prefer') return 'opportunistic';
  return behaviour.verifiesChain ? 'verified' : 'unverified';
}

function clusterColumn(spec: Spec): string | null {
  const cluster = clusterIdOf(spec);
  return cluster.source === 'none' ? null : cluster.id;
}

function secondsColumn(value: unknown): number | null {
  const seconds = parseDuration(value);
  return seconds === null || Math.abs(seconds) >= 2 ** 31 ? null : Math.trunc(seconds);
}

/** How long the temporary login lasts, in seconds; null where there is none. */
function durationColumn(spec: Spec, method: LoginMethod, context: FindingContext): number | null {
  if (method === 'rds-token') return RDS_TOKEN_SECONDS;
  if (method !== 'iam') return null;
  const given = has(spec, 'password_duration');
  return secondsColumn(given ? spec.password_duration : (context.defaultDuration ?? LAVA_DEFAULT_DURATION));
}

/**
 * The only place where the columns of a connection come from its spec. A test replays it over the whole store and
 * compares.
 */
export function deriveColumns(spec: Spec, context: FindingContext): DerivedColumns {
  const dialect = dialectOf(spec.type) ?? null;
  const loginMethod = loginMethodOf(spec);
  const findings = findingsOf(spec, context);
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const columns = {
    type: indexed(spec.type) ?? '',
    dialect,
    loginMethod,
    enabled: isTruthy(spec.enabled),
    tls: tlsColumn(spec),
    host: indexed(spec.host),
    port: portColumn(spec.port),
    database: text(spec.database),
    user: indexed(spec.user),
    owner: indexed(spec.owner),
    description: text(spec.description),
    parameterName: findings.some((finding) => finding.code === 'LOOKS_LIKE_A_PASSWORD')
      ? null
      : reference(spec.password),
    secretId: reference(spec.secret_id),
    clusterId: loginWayOf(spec) === 'iam' ? clusterColumn(spec) : null,
    durationSeconds: durationColumn(spec, loginMethod, context),
    findingCodes: [...new Set(findings.map((finding) => finding.code))],
    highFindings: count('high'),
    mediumFindings: count('medium'),
    lowFindings: count('low'),
  };
  const searchText = [
    text(spec.conn_id),
    columns.host,
    columns.database,
    columns.user,
    columns.owner,
    columns.description,
    columns.clusterId,
    columns.parameterName,
    columns.secretId,
  ]
    .filter((part) => part !== null)
    .join('\n');
  return { ...columns, searchText, specHash: contentHash(spec), derivation: DERIVATION };
}
