import type { IncomingMessage } from 'node:http';
import { AwsError } from './aws-error';

/** One signed call, as it came over the wire. */
export interface RecordedCall {
  readonly service: string;
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly region: string;
  /** Whose credentials signed. */
  readonly accessKeyId: string;
}

export type Protocol = 'json' | 'query';

const BODY_LIMIT = 1024 * 1024;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/\s,]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request,\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=[0-9a-f]{64}$/;

/** Which of AWS's two protocols the request speaks: decides how an error must look. */
export function protocolOf(request: IncomingMessage): Protocol {
  return request.headers['x-amz-target'] === undefined ? 'query' : 'json';
}

/**
 * Reads a call. Throws `AwsError` when it is not signed (signature version 4; the shape is checked, not the
 * signature, since any credentials are welcome), or is no call of the service it was signed for.
 */
export async function readCall(request: IncomingMessage): Promise<RecordedCall> {
  const protocol = protocolOf(request);
  const body = await readBody(request);
  const { authorization } = request.headers;
  if (authorization === undefined) {
    const code = protocol === 'json' ? 'MissingAuthenticationTokenException' : 'MissingAuthenticationToken';
    throw new AwsError(code, 'Missing Authentication Token', 403);
  }
  const [, accessKeyId, date, region, service, signed] = AUTHORIZATION.exec(authorization) ?? [];
  if (!accessKeyId || !date || !region || !service || !signed?.split(';').includes('host')) {
    throw new AwsError(
      'IncompleteSignature',
      'The Authorization header is not an AWS signature version 4.',
      403,
    );
  }
  const signedAt = request.headers['x-amz-date'];
  if (typeof signedAt !== 'string' || !signedAt.startsWith(date)) {
    throw new AwsError(
      'SignatureDoesNotMatch',
      'The date of the credential scope is not that of X-Amz-Date.',
      403,
    );
  }
  const [operation, params] = protocol === 'json' ? readJson(request, body) : readQuery(body);
  return { service, operation, params, region, accessKeyId };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT)
      throw new AwsError('RequestEntityTooLarge', 'The request is larger than 1 MB.', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readJson(request: IncomingMessage, body: string): [string, Record<string, unknown>] {
  const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
  try {
    return [operation, body === '' ? {} : JSON.parse(body)];
  } catch (cause) {
    throw new AwsError('SerializationException', `The request is not JSON: ${String(cause)}`);
  }
}

function readQuery(body: string): [string, Record<string, unknown>] {
  const params: Record<string, unknown> = {};
  let operation = '';
  for (const [name, text] of new URLSearchParams(body)) {
    if (name === 'Action') operation = text;
    else if (name !== 'Version') setMember(params, name.split('.'), typed(name, text));
  }
  return [operation, params];
}

/** The query protocol sends text only: these are the two parameters here that are something else. */
function typed(name: string, text: string): unknown {
  if (name === 'DurationSeconds' || name === 'MaxRecords') return Number(text);
  if (name === 'AutoCreate') return text === 'true';
  return text;
}

/** Puts `Tags.member.1.Key` where it belongs: the list `Tags`, its first entry, `Key`. */
function setMember(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name = '', marker, index, ...rest] = path;
  if (marker === undefined) {
    target[name] = value;
    return;
  }
  target[name] ??= [];
  const list = target[name] as unknown[];
  if (index === undefined) return;
  const position = Number(index) - 1;
  if (rest.length === 0) {
    list[position] = value;
    return;
  }
  list[position] ??= {};
  setMember(list[position] as Record<string, unknown>, rest, value);
}
