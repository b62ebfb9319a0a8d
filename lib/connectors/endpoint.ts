import { checkHost } from './host-shape';
import { redshiftHostOf } from './redshift-host';

/** What a pasted endpoint says. */
export interface Endpoint {
  /** `cluster`, `workgroup` and `rds`: an endpoint name of AWS; `other`: any other host. */
  readonly kind: 'cluster' | 'workgroup' | 'rds' | 'other';
  /** Absent where a URL names the cluster and its region instead. */
  readonly host?: string;
  readonly port?: number;
  readonly database?: string;
  readonly region?: string;
  readonly clusterId?: string;
  readonly workgroup?: string;
  readonly user?: string;
  /** The text held a password, which is not part of the answer. Tell the person to treat it as seen. */
  readonly droppedPassword: boolean;
}

const MAX_LENGTH = 2048;
/** An instance, a cluster or a proxy of RDS. */
const RDS =
  /^[a-z0-9-]+\.(?:(?:cluster|proxy)-(?:ro-|custom-)?)?[a-z0-9]+\.([a-z0-9-]+)\.rds\.amazonaws\.com(?:\.cn)?\.?$/;
const SCHEME = /^(?:jdbc:)?(?:redshift(?::iam)?|postgres(?:ql)?|redshift\+\w+):\/\//i;

/**
 * Reads a Redshift endpoint as the AWS console shows it (`name.hash.region.redshift.amazonaws.com:5439/db`), of a
 * cluster or a workgroup, with or without port and database, or a JDBC or PostgreSQL URL, which may name cluster and region. Undefined for other text:
 * a bare host counts only when it is an endpoint name of AWS. Passwords in URLs are never returned.
 */
export function parseEndpoint(text: string): Endpoint | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH) return undefined;
  const scheme = SCHEME.exec(trimmed)?.[0] ?? '';
  const { authority, database, options } = split(trimmed.slice(scheme.length));
  const { login, address } = atLastAt(authority);
  const place = (/:iam:/i.test(scheme) && clusterInRegion(address)) || placeAt(address);
  if (!place || (scheme === '' && place.kind === 'other')) return undefined;
  const user = decoded(options.get('user') ?? options.get('uid') ?? options.get('dbuser') ?? login.user);
  return {
    ...place,
    ...(database !== '' && { database: decoded(database) }),
    ...(user !== '' && { user }),
    droppedPassword: login.hasPassword || options.has('password') || options.has('pwd'),
  };
}

type Place = Omit<Endpoint, 'database' | 'user' | 'droppedPassword'>;

/** What the JDBC driver may be told of a cluster whose address it asks AWS for: `cluster:region`. */
function clusterInRegion(address: string): Place | undefined {
  const [, clusterId, region] = /^([a-z][a-z0-9-]*):([a-z]{2}(?:-[a-z]+)+-\d)$/i.exec(address) ?? [];
  return clusterId === undefined || region === undefined
    ? undefined
    : { kind: 'cluster', region: region.toLowerCase(), clusterId: clusterId.toLowerCase() };
}

function placeAt(address: string): Place | undefined {
  const [, name = '', portText] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(address) ?? [];
  const host = checkHost(name.replace(/^\[(.*)\]$/, '$1'));
  const port = portText === undefined ? undefined : Number(portText);
  if (!host.ok || (port !== undefined && (port < 1 || port > 65_535))) return undefined;
  return { ...placeOf(host.host), host: host.host, ...(port !== undefined && { port }) };
}

function placeOf(host: string): Pick<Endpoint, 'kind' | 'region' | 'clusterId' | 'workgroup'> {
  const place = redshiftHostOf(host);
  if (place?.kind === 'workgroup') return { kind: 'workgroup', region: place.region, workgroup: place.name };
  if (place?.kind === 'cluster') return { kind: 'cluster', region: place.region, clusterId: place.name };
  const [, rdsRegion] = RDS.exec(host) ?? [];
  if (rdsRegion !== undefined) return { kind: 'rds', region: rdsRegion };
  // The first label of a VPC endpoint is the endpoint's name, not the cluster's.
  return place ? { kind: 'cluster', region: place.region } : { kind: 'other' };
}

/** JDBC writes options behind `;` or `?`, separated by `;` or `&`. */
function split(rest: string): { authority: string; database: string; options: Map<string, string> } {
  const [, place = '', optionText = ''] = /^([^?;]*)(?:[?;](.*))?$/s.exec(rest) ?? [];
  const slash = place.indexOf('/');
  const options = optionText.split(/[;&?]/).map((option): [string, string] => {
    const [key = '', ...value] = option.split('=');
    return [key.trim().toLowerCase(), value.join('=')];
  });
  return {
    authority: slash === -1 ? place : place.slice(0, slash),
    database: slash === -1 ? '' : place.slice(slash + 1),
    options: new Map(options),
  };
}

/** Passwords may hold `@` themselves, so the last one ends the login. */
function atLastAt(authority: string): { login: { user: string; hasPassword: boolean }; address: string } {
  const at = authority.lastIndexOf('@');
  if (at === -1) return { login: { user: '', hasPassword: false }, address: authority };
  const [user = '', ...password] = authority.slice(0, at).split(':');
  return { login: { user, hasPassword: password.length > 0 }, address: authority.slice(at + 1) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % is part of the name then.
    return text;
  }
}
