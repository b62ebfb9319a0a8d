import type { Answer } from './answer';
import { AwsError, granted } from './aws-error';
import { isRefusal, type ParameterEntry } from './fixture';
import { date, number, type OperationContext, type Operations, text } from './operation';

const DEFAULT_KEY = 'alias/aws/ssm';
const PAGE = 10;

/** SSM Parameter Store. */
export const ssm: Operations = {
  GetParameter: (context) => {
    const name = text(context, 'Name');
    const entry = context.fixture.take('ssm', context.fixture.data.ssm, name);
    if (entry === undefined) throw new AwsError('ParameterNotFound');
    return { Parameter: withValue(context, name, parameter(granted(entry))) };
  },

  GetParameters: (context) => {
    const names = strings(context.params.Names);
    if (names.length > PAGE)
      throw new AwsError('ValidationException', 'Names: at most 10 names in one call.');
    const found: Answer[] = [];
    const missing: string[] = [];
    for (const name of names) {
      const entry = context.fixture.take('ssm', context.fixture.data.ssm, name);
      if (entry === undefined) missing.push(name);
      else found.push(withValue(context, name, parameter(granted(entry))));
    }
    return { Parameters: found, InvalidParameters: missing };
  },

  /** Lists parameters without their values; only the filter by name is understood. */
  DescribeParameters: (context) => {
    const { fixture } = context;
    const wanted = nameFilter(context.params.ParameterFilters);
    const names = Object.keys(fixture.data.ssm ?? {}).filter((name) => name !== '*' && wanted(name));
    const listed = names.flatMap((name) => {
      const entry = fixture.peek('ssm', fixture.data.ssm, name);
      if (entry === undefined || (isRefusal(entry) && entry.error === 'ParameterNotFound')) return [];
      return [description(context, name, isRefusal(entry) ? parameter('') : parameter(entry))];
    });
    const start = Number(text(context, 'NextToken') || 0);
    const end = start + number(context, 'MaxResults', PAGE);
    return {
      Parameters: listed.slice(start, end),
      NextToken: end < listed.length ? String(end) : undefined,
    };
  },
};

function parameter(entry: string | ParameterEntry): ParameterEntry {
  return typeof entry === 'string' ? { Value: entry } : entry;
}

function description(context: OperationContext, name: string, entry: ParameterEntry): Answer {
  const type = entry.Type ?? 'SecureString';
  return {
    Name: name,
    ARN: `arn:aws:ssm:${context.region}:${context.fixture.account}:parameter/${name.replace(/^\//, '')}`,
    Type: type,
    KeyId: type === 'SecureString' ? (entry.KeyId ?? DEFAULT_KEY) : undefined,
    LastModifiedDate: date(entry.LastModifiedDate ?? '2025-01-01T00:00:00Z'),
    Version: entry.Version ?? 1,
    Tier: 'Standard',
    DataType: 'text',
  };
}

function withValue(context: OperationContext, name: string, entry: ParameterEntry): Answer {
  const { KeyId: _, Tier: __, ...known } = description(context, name, entry);
  return { ...known, Value: entry.Value };
}

interface ParameterFilter {
  readonly Key?: string;
  readonly Option?: string;
  readonly Values?: readonly string[];
}

function nameFilter(filters: unknown): (name: string) => boolean {
  if (filters === undefined) return () => true;
  if (!Array.isArray(filters)) throw new AwsError('ValidationException', 'ParameterFilters must be a list.');
  const rules = (filters as ParameterFilter[]).map(({ Key, Option = 'Equals', Values = [] }) => {
    if (Key !== 'Name') throw new AwsError('InvalidFilterKey', 'This sandbox filters by Name only.');
    if (Option === 'BeginsWith') return (name: string) => Values.some((value) => name.startsWith(value));
    if (Option === 'Contains') return (name: string) => Values.some((value) => name.includes(value));
    if (Option === 'Equals') return (name: string) => Values.includes(name);
    throw new AwsError('InvalidFilterOption', 'The option must be Equals, BeginsWith or Contains.');
  });
  return (name) => rules.every((rule) => rule(name));
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
