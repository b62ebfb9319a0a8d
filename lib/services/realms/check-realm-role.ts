import { partitionOf } from '../../connectors/policy';
import type { Prisma } from '../../db/prisma';
import { log } from '../../log';
import { redactedAwsMessage } from '../../redacted-aws-message';
import { AwsRefusal } from '../../resolution/ports';
import { wasDenied } from '../aws-help/aws-answer';
import { dashboardReads, realmReads } from '../runtime';
import type { RealmCheckLine } from './realm-check-line';

/** Why the realm's role is not assumed. `trustPolicy`: the role's, as JSON text, where it or a permission is wrong. */
export interface RoleRefused {
  readonly line: RealmCheckLine;
  readonly trustPolicy: string | null;
}

type Realm = Prisma.RealmGetPayload<object>;

/**
 * Tries to assume the role with which the realm's account is entered. Null: it is assumed, or there is none. As long as
 * it is not, everything else would be refused for the same reason.
 */
export async function checkRealmRole(realm: Realm, signal: AbortSignal): Promise<RoleRefused | null> {
  if (realm.roleArn === null) return null;
  try {
    await realmReads(realm).getCallerIdentity(signal);
    return null;
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error;
    if (error.operation !== 'AssumeRole') return null;
    const { awsCode, message: told } = error;
    log.warn({ awsCode, awsMessage: redactedAwsMessage(told) }, 'the role of a realm was not assumed');
    if (!wasDenied(error)) {
      const message = `AWS did not answer as hoped (${awsCode}), so nothing else was tried. Check the region, the role and the network.`;
      return { line: failed(message), trustPolicy: null };
    }
    const principal = await ownPrincipal(realm, signal);
    const asked =
      realm.externalId === null ? ' If it asks for an external ID, the realm’s settings must name that.' : '';
    const message = `Not allowed (${awsCode}), so nothing else was tried. ${realm.roleArn} must exist and be trusted to the console as its trust policy below says${principal.note}, and the console’s own policy must allow sts:AssumeRole on it.${asked}`;
    return { line: failed(message), trustPolicy: trustPolicy(principal.arn, realm.externalId) };
  }
}

function failed(message: string): RealmCheckLine {
  return { what: 'Assume the role of this realm', permission: 'sts:AssumeRole', state: 'failed', message };
}

/** A session of a role, whose ARN names the role without its path. */
const SESSION = /^(arn:[\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\//;

/** Whom the trust policy names: the console as it is before it assumes anything, and what is not sure about that. */
async function ownPrincipal(
  realm: Realm,
  signal: AbortSignal,
): Promise<{ readonly arn: string; readonly note: string }> {
  try {
    const { arn } = await dashboardReads(realm).getCallerIdentity(signal);
    const [, partition, account, role] = SESSION.exec(arn) ?? [];
    if (role === undefined) return { arn, note: '' };
    return {
      arn: `${partition}:iam::${account}:role/${role}`,
      note: ' (with the path of that role, if it has one)',
    };
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error;
    const arn = `arn:${partitionOf(realm.region)}:iam::<account>:role/<role of the console>`;
    return { arn, note: ' (who the console is could not be found out: replace what stands in <…>)' };
  }
}

function trustPolicy(principal: string, externalId: string | null): string {
  const statement = {
    Sid: 'LetTheConsoleAssumeThisRole',
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: 'sts:AssumeRole',
    ...(externalId !== null && { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}
