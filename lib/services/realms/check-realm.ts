import { parameterName } from '../../connectors/references';
import { roleOf } from '../../connectors/role-session';
import { serverlessUserFor } from '../../connectors/serverless-user';
import { type Prisma, prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { realmReads } from '../runtime';
import { checkLavaTables } from './check-lava-tables';
import { checkRealmRole } from './check-realm-role';
import { checkTestCalls } from './check-test-calls';
import { dashboardPolicy } from './dashboard-policy';
import { attempt as attemptCall, type RealmCheckLine, type Verdict } from './realm-check-line';

export interface RealmCheck {
  readonly checkedAt: string;
  readonly lines: readonly RealmCheckLine[];
  /** The IAM policy that the console needs in the realm's account, as JSON text. */
  readonly policy: string;
  /** The trust policy that the realm's role needs, as JSON text; null: the role is assumed, or there is none. */
  readonly trustPolicy: string | null;
}

const DEADLINE_MS = 20_000;

/**
 * Tries what the console needs in a realm's account: who it is there, and what it may read and obtain, lava's tables
 * too where the realm is joined to one. Of a realm whose role is not assumed only that is told. Reads no secret and
 * writes nothing.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN
 */
export async function checkRealm(
  context: ServiceContext,
  input: { readonly realm: string },
): Promise<RealmCheck> {
  const realm = await authorise(context, 'connection:test', input.realm);
  const about = { action: 'realm.check', realm: realm.name, target: realm.name };
  await writeAuditEvent(prisma(), context, { ...about, outcome: 'started' });
  const refused = await checkRealmRole(realm, AbortSignal.timeout(DEADLINE_MS));
  const lines = refused ? [refused.line] : await tryEverything(realm);
  const failed = lines.filter(({ state }) => state === 'failed').map(({ permission }) => permission);
  await writeAuditEvent(prisma(), context, {
    ...about,
    outcome: failed.length > 0 ? 'failed' : 'done',
    details: { failed },
  });
  return {
    checkedAt: new Date().toISOString(),
    lines,
    policy: dashboardPolicy(realm, await assumedRoles(realm.id)),
    trustPolicy: refused?.trustPolicy ?? null,
  };
}

async function tryEverything(realm: Prisma.RealmGetPayload<object>): Promise<readonly RealmCheckLine[]> {
  const reads = realmReads(realm);
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const connections = await prisma().connection.findMany({
    where: { realmId: realm.id, OR: [{ parameterName: { not: null } }, { secretId: { not: null } }] },
    select: { parameterName: true, secretId: true },
    orderBy: { connId: 'asc' },
  });
  const parameter =
    connections.find((row) => row.parameterName)?.parameterName ?? `/lava/${realm.name}/connections-check`;
  const secret = connections.find((row) => row.secretId)?.secretId ?? `/lava/${realm.name}/connections-check`;
  return Promise.all([
    attempt('Who the console is', 'sts:GetCallerIdentity', async () => {
      const identity = await reads.getCallerIdentity(signal);
      if (identity.account !== realm.account) {
        return {
          state: 'failed',
          message: `Its credentials belong to account ${identity.account}, not ${realm.account}. Set the role that the console assumes in this account.`,
        };
      }
      const user = serverlessUserFor(identity.arn);
      const serverless =
        user === undefined ? '' : ` Redshift Serverless knows it as the database user ${user}.`;
      return { state: 'passed', message: `${identity.arn} in account ${identity.account}.${serverless}` };
    }),
    attempt('Look at SSM parameters, without their values', 'ssm:DescribeParameters', async () => {
      await reads.describeParameters([parameterName(parameter)], signal);
      return { state: 'passed', message: 'Age, type and key of parameters can be shown.' };
    }),
    attempt('Look at secrets, without their values', 'secretsmanager:DescribeSecret', async () => {
      await reads.describeSecret(secret, signal);
      return { state: 'passed', message: 'Rotation of secrets can be shown.' };
    }),
    attempt('List Redshift clusters', 'redshift:DescribeClusters', async () => {
      const clusters = await reads.describeClusters(undefined, signal);
      return {
        state: 'passed',
        message: `${clusters.length === 1 ? '1 cluster' : `${clusters.length} clusters`} in ${realm.region}.`,
      };
    }),
    ...checkTestCalls(realm, AbortSignal.timeout(DEADLINE_MS)),
    ...checkLavaTables(realm, signal),
  ]);
}

/** The roles that the realm's connections assume to obtain credentials. */
async function assumedRoles(realmId: string): Promise<string[]> {
  const rows = await prisma().$queryRaw<{ role: string }[]>`
    select distinct spec->>'role_arn' "role" from "Connection"
    where "realmId" = ${realmId}::uuid and lower(type) = 'redshift-serverless' and spec->>'role_arn' is not null
    order by 1`;
  return rows.map(({ role }) => role).filter((role) => roleOf(role));
}

function attempt(what: string, permission: string, call: () => Promise<Verdict>): Promise<RealmCheckLine> {
  return attemptCall(what, permission, call, (awsCode) => explain(awsCode, permission));
}

function explain(awsCode: string, permission: string): Verdict {
  if (/NotFound/.test(awsCode)) {
    return {
      state: 'passed',
      message: 'Allowed; what was asked for does not exist, which is an answer too.',
    };
  }
  if (/AccessDenied|NotAuthorized|Unauthorized/.test(awsCode)) {
    return {
      state: permission.startsWith('sts:') ? 'failed' : 'warning',
      message: `Not allowed (${awsCode}). Add ${permission} to the console's policy; without it the page shows "unknown".`,
    };
  }
  return {
    state: 'failed',
    message: `AWS did not answer as hoped (${awsCode}). Check the region, the role and the network.`,
  };
}
