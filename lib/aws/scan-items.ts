import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { LavaItem } from '../connectors/lava-item';
import { toSdk } from './dynamodb-values';
import { present } from './present';
import { send } from './send';

/** One page of a scan; `next` leads to the following one. */
export interface ScanPage {
  readonly items: readonly LavaItem[];
  readonly next?: LavaItem;
}

const CALL = { service: 'dynamodb', operation: 'Scan' } as const;

/** One page of a consistent scan, at most 1 MB, as DynamoDB cuts it; at most `limit` items where one is given. */
export async function scanPage(
  client: DynamoDBClient,
  timeout: number,
  table: string,
  from: LavaItem | undefined,
  signal: AbortSignal,
  limit?: number,
): Promise<ScanPage> {
  const command = new ScanCommand({
    TableName: table,
    ConsistentRead: true,
    ...(limit !== undefined && { Limit: limit }),
    ...(from && { ExclusiveStartKey: toSdk(from) }),
  });
  const answer = asItCame(command);
  await send(CALL, signal, timeout, (abortSignal) => client.send(command, { abortSignal }));
  const { Items = [], LastEvaluatedKey } = present(answer(), CALL);
  return { items: Items, ...(LastEvaluatedKey && { next: LastEvaluatedKey }) };
}

/** A scan's answer in DynamoDB's own JSON, whose attribute values are those of `LavaItem`. */
interface ScanAnswer {
  readonly Items?: readonly LavaItem[];
  readonly LastEvaluatedKey?: LavaItem;
}

/**
 * Gives what a scan was answered, once it was sent, as it came: the SDK would take each of many thousand attributes
 * apart and put it together again, which takes longer than everything else that is done with them.
 */
function asItCame(command: ScanCommand): () => ScanAnswer | undefined {
  let answer: ScanAnswer | undefined;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { response } = result;
      if (!isAnswered(response)) return result;
      answer = JSON.parse(await text(Readable.from(response.body)));
      // Nothing is left for the SDK to read but that it went well.
      response.body = Buffer.from('{}');
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'asItCame' },
  );
  return () => answer;
}

/** Whether an HTTP answer is the one asked for; of a refusal the SDK makes its error. */
function isAnswered(response: unknown): response is { body: Readable | Buffer } {
  return (
    typeof response === 'object' &&
    response !== null &&
    'statusCode' in response &&
    response.statusCode === 200 &&
    'body' in response &&
    response.body instanceof Readable
  );
}
