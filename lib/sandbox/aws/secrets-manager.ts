import { AwsError, granted } from './aws-error';
import type { SecretEntry } from './fixture';
import { date, type OperationContext, type Operations, text } from './operation';

/** Secrets Manager. */
export const secretsManager: Operations = {
  GetSecretValue: (context) => {
    const id = text(context, 'SecretId');
    const entry = secret(context, 'take');
    return {
      ARN: arn(context, id),
      Name: id,
      VersionId: VERSION,
      SecretString: 'json' in entry ? JSON.stringify(entry.json) : entry.SecretString,
      SecretBinary: entry.SecretBinary,
      CreatedDate: date(CREATED),
    };
  },

  DescribeSecret: (context) => {
    const id = text(context, 'SecretId');
    const entry = secret(context, 'peek');
    return {
      ARN: arn(context, id),
      Name: id,
      KmsKeyId: entry.KmsKeyId,
      RotationEnabled: entry.RotationEnabled ?? false,
      LastRotatedDate: date(entry.LastRotatedDate),
      NextRotationDate: date(entry.NextRotationDate),
      LastChangedDate: date(entry.LastChangedDate ?? CREATED),
      CreatedDate: date(CREATED),
    };
  },
};

const CREATED = '2025-01-01T00:00:00Z';
const VERSION = '00000000-0000-4000-8000-000000000001';

function secret(context: OperationContext, how: 'take' | 'peek'): SecretEntry {
  const entry = context.fixture[how]('secrets', context.fixture.data.secrets, text(context, 'SecretId'));
  if (entry === undefined) {
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  return granted(entry);
}

function arn(context: OperationContext, id: string): string {
  return `arn:aws:secretsmanager:${context.region}:${context.fixture.account}:secret:${id}-AbCdEf`;
}
