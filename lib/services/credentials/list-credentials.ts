import { rdsServer } from '../../connectors/rds-token';
import type { Prisma } from '../../db/prisma';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import { asSpec } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import type { CredentialsDto, MintedDto, ParameterDto, ReferenceDto, SecretDto } from './credentials-dto';
import { heldCredentials } from './held-credentials';

type RealmRow = Prisma.RealmGetPayload<object>;
type ReferenceRow = Prisma.ReferenceGetPayload<object>;

/** Expired credentials stay on the page for so long. */
const SHOWN_AFTER_EXPIRY_MS = 24 * 3_600_000;

/** Everything in the realm that can expire or grow old: temporary credentials, parameters, secrets. */
export async function listCredentials(context: ServiceContext, realmName: string): Promise<CredentialsDto> {
  const realm = await authorise(context, 'connection:read', realmName);
  const now = new Date();
  const [minted, references, connections] = await Promise.all([
    prisma().mintedCredential.findMany({
      where: {
        realmId: realm.id,
        forgottenAt: null,
        expiresAt: { gt: new Date(now.getTime() - SHOWN_AFTER_EXPIRY_MS) },
      },
      orderBy: { mintedAt: 'desc' },
      take: 1000,
    }),
    prisma().reference.findMany({ where: { realmId: realm.id } }),
    prisma().connection.findMany({
      where: {
        realmId: realm.id,
        OR: [
          { parameterName: { not: null } },
          { secretId: { not: null } },
          { loginMethod: { in: ['iam', 'rds-token'] } },
        ],
      },
      select: {
        connId: true,
        loginMethod: true,
        host: true,
        port: true,
        parameterName: true,
        secretId: true,
        clusterId: true,
        database: true,
        user: true,
        durationSeconds: true,
      },
      orderBy: { connId: 'asc' },
    }),
  ]);
  const existing = new Set(
    await existingConnIds(
      realm,
      minted.map((row) => row.connId),
    ),
  );
  const serverless = await assumedRoles(realm, minted);
  const users = (match: (connection: (typeof connections)[number]) => boolean) =>
    connections.filter(match).map((connection) => connection.connId);
  return {
    now: now.toISOString(),
    minted: newestOfEach(minted).map(
      (row): MintedDto => ({
        id: row.id,
        connId: row.connId,
        connectionExists: existing.has(row.connId),
        runId: row.runId,
        method: row.method,
        cluster: row.cluster,
        database: row.database,
        requestedUser: row.requestedUser,
        returnedUser: row.returnedUser,
        durationSeconds: row.durationSeconds,
        mintedAt: row.mintedAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        mintedBy: row.actor,
        held: heldCredentials(realm, row) !== undefined,
        usedBy: users((connection) => isLoginOf(connection, row, serverless)),
      }),
    ),
    parameters: names(connections.map((connection) => connection.parameterName)).map((name): ParameterDto => {
      const row = references.find((reference) => reference.kind === 'ssm' && reference.name === name);
      return {
        ...toReference(
          name,
          row,
          users((connection) => connection.parameterName === name),
        ),
        parameterType: row?.parameterType ?? null,
        keyId: row?.keyId ?? null,
        parameterVersion: row?.parameterVersion ?? null,
      };
    }),
    secrets: names(connections.map((connection) => connection.secretId)).map((name): SecretDto => {
      const row = references.find((reference) => reference.kind === 'secret' && reference.name === name);
      return {
        ...toReference(
          name,
          row,
          users((connection) => connection.secretId === name),
        ),
        rotationEnabled: row?.rotationEnabled ?? null,
        lastRotatedAt: row?.lastRotatedAt?.toISOString() ?? null,
        nextRotationAt: row?.nextRotationAt?.toISOString() ?? null,
      };
    }),
  };
}

type LoginRow = Pick<
  Prisma.ConnectionGetPayload<object>,
  'connId' | 'loginMethod' | 'host' | 'port' | 'clusterId' | 'database' | 'user' | 'durationSeconds'
>;

/** Whether the connection logs in with exactly what was minted. */
function isLoginOf(
  connection: LoginRow,
  row: Prisma.MintedCredentialGetPayload<object>,
  roles: ReadonlyMap<string, string | null>,
): boolean {
  if (connection.loginMethod !== row.method || connection.durationSeconds !== row.durationSeconds)
    return false;
  const { host, port, user, clusterId, database } = connection;
  if (row.method === 'rds-token') {
    // The token does not name the database.
    return (
      host !== null && port !== null && rdsServer(host, port) === row.cluster && user === row.requestedUser
    );
  }
  if (clusterId !== row.cluster || database !== row.database) return false;
  // Serverless names the user after the role that asks, whatever the spec says.
  if (row.requestedUser !== null) return user === row.requestedUser && !roles.has(connection.connId);
  return roles.has(connection.connId) && roles.get(connection.connId) === roles.get(row.connId);
}

/** The roles that the realm's serverless connections assume, by connection; asked only where one was used. */
async function assumedRoles(
  realm: RealmRow,
  minted: readonly { readonly requestedUser: string | null }[],
): Promise<ReadonlyMap<string, string | null>> {
  if (minted.every(({ requestedUser }) => requestedUser !== null)) return new Map();
  const rows = await prisma().connection.findMany({
    where: { realmId: realm.id, type: { equals: 'redshift-serverless', mode: 'insensitive' } },
    select: { connId: true, spec: true },
  });
  return new Map(
    rows.map(({ connId, spec }) => {
      const role = asSpec(spec).role_arn;
      return [connId, typeof role === 'string' ? role : null];
    }),
  );
}

async function existingConnIds(realm: RealmRow, connIds: readonly string[]): Promise<string[]> {
  const rows = await prisma().connection.findMany({
    where: { realmId: realm.id, connId: { in: [...new Set(connIds)] } },
    select: { connId: true },
  });
  return rows.map((row) => row.connId);
}

/** Of mintings for the same login only the newest: it replaced the others. The rows come newest first. */
function newestOfEach<
  Row extends { cluster: string; database: string; returnedUser: string; durationSeconds: number },
>(rows: readonly Row[]): Row[] {
  const newest = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify([row.cluster, row.database, row.returnedUser, row.durationSeconds]);
    if (!newest.has(key)) newest.set(key, row);
  }
  return [...newest.values()];
}

function names(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))].sort();
}

function toReference(name: string, row: ReferenceRow | undefined, usedBy: readonly string[]): ReferenceDto {
  const states = ['found', 'missing', 'denied', 'failed'] as const;
  return {
    name,
    usedBy,
    state: states.find((state) => state === row?.state) ?? 'unchecked',
    missingPermission: row?.missingPermission ?? null,
    checkedAt: row?.checkedAt.toISOString() ?? null,
    lastChangedAt: row?.lastChangedAt?.toISOString() ?? null,
  };
}
