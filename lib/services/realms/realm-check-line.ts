import { log } from '../../log';
import { AwsRefusal } from '../../resolution/ports';

/** One thing the console tried in the realm's account. */
export interface RealmCheckLine {
  readonly what: string;
  readonly permission: string;
  readonly state: 'passed' | 'failed' | 'warning';
  readonly message: string;
}

export type Verdict = Pick<RealmCheckLine, 'state' | 'message'>;

/** Tries one thing; `explain` says what a refusal means. AWS's own words go to the operator's log only. */
export async function attempt(
  what: string,
  permission: string,
  call: () => Promise<Verdict>,
  explain: (awsCode: string) => Verdict,
): Promise<RealmCheckLine> {
  try {
    return { what, permission, ...(await call()) };
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error;
    const verdict = explain(error.awsCode);
    if (verdict.state !== 'passed')
      log.warn({ err: error, awsCode: error.awsCode }, 'a realm check was refused');
    return { what, permission, ...verdict };
  }
}
