import { log } from '../../log';
import { redactedAwsMessage } from '../../redacted-aws-message';
import { AwsRefusal } from '../../resolution/ports';

/**
 * What AWS answered to a question that only helps: a refusal is an answer, too. `denied` names the IAM permission
 * that is missing; `failed` says why in our words.
 */
export type AwsAnswer<T> =
  | ({ readonly state: 'read' } & T)
  | { readonly state: 'denied'; readonly permission: string }
  | { readonly state: 'failed'; readonly message: string };

/** How long people wait for help before they type it themselves. */
const DEADLINE_MS = 10_000;

/** Asks, and turns a refusal by AWS into an answer. What AWS itself said goes, redacted, to the operator's log only. */
export async function askAws<T>(
  permission: string,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<AwsAnswer<T>> {
  try {
    return { state: 'read', ...(await ask(AbortSignal.timeout(DEADLINE_MS))) };
  } catch (error) {
    if (isDeadline(error)) return { state: 'failed', message: 'AWS did not answer in time.' };
    if (!(error instanceof AwsRefusal)) throw error;
    const { awsCode, operation, message } = error;
    log.warn({ awsCode, operation, awsMessage: redactedAwsMessage(message) }, 'AWS refused to help');
    if (wasDenied(error)) return { state: 'denied', permission: permissionOf(error, permission) };
    return { state: 'failed', message: `AWS refused ${operation} (${awsCode}).` };
  }
}

/** Whether a permission is missing. */
export function wasDenied({ awsCode }: AwsRefusal): boolean {
  return /^(AccessDenied|NotAuthorized|UnauthorizedOperation)/.test(awsCode);
}

/** The realm's own role may be what was refused: nothing else can be asked then. */
function permissionOf(error: AwsRefusal, permission: string): string {
  return error.operation === 'AssumeRole' ? 'sts:AssumeRole' : permission;
}

function isDeadline(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError' && !(error instanceof AwsRefusal);
}
