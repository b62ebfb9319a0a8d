import { AwsError, granted } from './aws-error';
import type { SecretEntry } from './fixture';
import { date, number, type OperationContext, type Operations, text } from './operation';

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

  /** Lists secrets without their values; only the filter by the beginning of the name is understood. */
  ListSecrets: (context) => {
    const wanted = prefixFilter(context.params.Filters);
    const names = Object.keys(context.fixture.data.secrets ?? {}).filter(
      (name) => name !== '*' && wanted(name),
    );
    const start = Number(text(context, 'NextToken') || 0);
    const end = start + number(context, 'MaxResults', PAGE);
    return {
      SecretList: names.slice(start, end).map((name) => ({ ARN: arn(context, name), Name: name })),
      NextToken: end < names.length ? String(end) : undefined,
    };
  },
};

const PAGE = 100;

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

interface SecretFilter {
  readonly Key?: string;
  readonly Values?: readonly string[];
}

/** AWS compares the beginning of the name, case counting. */
function prefixFilter(filters: unknown): (name: string) => boolean {
  if (!Array.isArray(filters)) return () => true;
  const rules = filters as SecretFilter[];
  if (rules.some(({ Key }) => Key !== 'name')) {
    throw new AwsError('InvalidParameterException', 'This sandbox filters by name only.');
  }
  return (name) => rules.every(({ Values = [] }) => Values.some((value) => name.startsWith(value)));
}
