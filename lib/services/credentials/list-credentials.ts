import type { Prisma } from '../../db/prisma';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import type { CredentialsDto, MintedDto, ParameterDto, ReferenceDto, SecretDto } from './credentials-dto';
import { areInUse } from './held-credentials';
import { assumedRoles, isLoginOf } from './is-login-of';

type RealmRow = Prisma.RealmGetPayload<object>;
type ReferenceRow = Prisma.ReferenceGetPayload<object>;
type MintedRow = Prisma.MintedCredentialGetPayload<object>;

/** Expired credentials stay on the page for so long. */
const SHOWN_AFTER_EXPIRY_MS = 24 * 3_600_000;

/** Everything in the realm that can expire or grow old: temporary credentials, parameters, secrets. */
export async function listCredentials(context: ServiceContext, realmName: string): Promise<CredentialsDto> {
  const realm = await authorise(context, 'connection:read', realmName);
  const now = new Date();
  const [minted, references, connections] = await Promise.all([
    newestOfEach(realm, new Date(now.getTime() - SHOWN_AFTER_EXPIRY_MS)),
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
  const serverless = await assumedRoles(prisma(), realm, minted);
  const users = (match: (connection: (typeof connections)[number]) => boolean) =>
    connections.filter(match).map((connection) => connection.connId);
  return {
    now: now.toISOString(),
    minted: minted.map(
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
        held: areInUse(realm, row),
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

async function existingConnIds(realm: RealmRow, connIds: readonly string[]): Promise<string[]> {
  const rows = await prisma().connection.findMany({
    where: { realmId: realm.id, connId: { in: [...new Set(connIds)] } },
    select: { connId: true },
  });
  return rows.map((row) => row.connId);
}

/** Of mintings for the same login only the newest, which replaced the others; newest first, and none that ended earlier. */
function newestOfEach(realm: RealmRow, endingAfter: Date): Promise<MintedRow[]> {
  return prisma().$queryRaw<MintedRow[]>`
    select * from (
      select distinct on ("cluster", "database", "returnedUser", "durationSeconds") * from "MintedCredential"
      where "realmId" = ${realm.id}::uuid and "forgottenAt" is null and "expiresAt" > ${endingAfter}
      order by "cluster", "database", "returnedUser", "durationSeconds", "mintedAt" desc
    ) newest order by "mintedAt" desc, "id"`;
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
