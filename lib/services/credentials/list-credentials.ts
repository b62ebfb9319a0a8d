import type { Prisma } from '../../db/prisma';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
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
        OR: [{ parameterName: { not: null } }, { secretId: { not: null } }, { loginMethod: 'iam' }],
      },
      select: {
        connId: true,
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
        usedBy: users(
          (connection) =>
            connection.clusterId === row.cluster &&
            connection.database === row.database &&
            connection.user === row.requestedUser &&
            connection.durationSeconds === row.durationSeconds,
        ),
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
