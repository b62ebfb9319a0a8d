import { AwsRefusal } from '../resolution/ports';

/** Which call it was. */
export interface Call {
  readonly service: AwsRefusal['service'];
  readonly operation: string;
}

/**
 * What the SDK threw, as an `AwsRefusal`. The code is the one on the wire (`ClusterNotFound`), which for the query
 * protocol differs from the SDK's name of the error (`ClusterNotFoundFault`).
 */
export function toRefusal(error: unknown, { service, operation }: Call): AwsRefusal {
  if (error instanceof AwsRefusal) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AwsRefusal(service, operation, awsCodeOf(error), message, { cause: error });
}

function awsCodeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UnknownError';
  if ('$fault' in error) return text(error, 'Code') ?? error.name;
  if (/ProviderError$/.test(error.name)) return 'CredentialsProviderError';
  const network = text(error, 'code');
  if (network === 'ETIMEDOUT') return 'TimeoutError';
  if (network !== undefined) return 'NetworkError';
  return error.name === 'Error' ? 'UnknownError' : error.name;
}

function text(error: Error, key: 'Code' | 'code'): string | undefined {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' ? value : undefined;
}
