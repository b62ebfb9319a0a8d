/** What a worker may run as, by IAM's rules: a role, or an IAM user. */
const WORKER_ARN = /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]{1,512}$/;

/** Whether the ARN is of a role or of an IAM user; undefined for others. Nobody can assume a user. */
export function workerKind(arn: string): 'role' | 'user' | undefined {
  const [, kind] = WORKER_ARN.exec(arn) ?? [];
  return kind === 'role' || kind === 'user' ? kind : undefined;
}
