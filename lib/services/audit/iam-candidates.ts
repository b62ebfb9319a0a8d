import type { IamDraft } from '../../connectors/draft-for-iam';
import type { Policy } from '../../connectors/policy';

/** A connection that could move from its SSM password to IAM, and whether it can as it is. */
export interface IamCandidate {
  readonly connId: string;
  readonly enabled: boolean;
  readonly user: string | null;
  readonly host: string | null;
  readonly owner: string | null;
  readonly state: IamDraft['state'];
  /** What stands in the way, where something does; `backticks` mark names. */
  readonly obstacle: string | null;
}

/** The draft for one connection, and what it takes besides. */
export interface IamDraftDto {
  readonly connId: string;
  /** The stored version that the draft changes. */
  readonly version: number;
  readonly result: IamDraft;
  /** The permissions that the draft needs; null without a draft. */
  readonly policy: Policy | null;
}

/** The rows that are candidates: `isIamCandidate` of a spec, in columns. */
export function iamCandidatesOf(realmId: string) {
  return { realmId, loginMethod: 'ssm', dialect: 'redshift' } as const;
}
