import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { changedAttributes, type LavaItem, sameItem } from '../connectors/lava-item';
import { AwsRefusal } from '../resolution/ports';
import { fromSdk, toSdk } from './dynamodb-values';
import { Expression } from './expression';
import { present } from './present';
import { send } from './send';

/** What became of a conditional write: `conflict` when the item is not what was expected. */
export type WriteResult =
  | { readonly status: 'written'; readonly item: LavaItem | null }
  | { readonly status: 'conflict' };

/** What an item's key is called and is. */
export interface ItemKey {
  readonly table: string;
  readonly name: string;
  readonly value: string;
}

const call = (operation: string) => ({ service: 'dynamodb', operation }) as const;

/** About how many items a table holds: DynamoDB counts every few hours. */
export async function tableSize(
  client: DynamoDBClient,
  timeout: number,
  table: string,
  signal: AbortSignal,
): Promise<number> {
  const answer = await send(call('DescribeTable'), signal, timeout, (abortSignal) =>
    client.send(new DescribeTableCommand({ TableName: table }), { abortSignal }),
  );
  return present(answer.Table, call('DescribeTable')).ItemCount ?? 0;
}

/** The item as it is now; null when there is none. */
export async function getItem(
  client: DynamoDBClient,
  timeout: number,
  { table, name, value }: ItemKey,
  signal: AbortSignal,
): Promise<LavaItem | null> {
  const command = new GetItemCommand({
    TableName: table,
    Key: { [name]: { S: value } },
    ConsistentRead: true,
  });
  const answer = await send(call('GetItem'), signal, timeout, (abortSignal) =>
    client.send(command, { abortSignal }),
  );
  return answer.Item ? fromSdk(answer.Item) : null;
}

/**
 * Makes the item `next`, if it still is `expected` (null: there is none); null as `next` deletes it. Of an existing
 * item only the attributes that differ are written, so that one added meanwhile by somebody else stays. Where there are
 * more than one condition can name, those that differ count first: what somebody else wrote is never written over.
 */
export async function writeItem(
  client: DynamoDBClient,
  timeout: number,
  key: ItemKey,
  expected: LavaItem | null,
  next: LavaItem | null,
  signal: AbortSignal,
): Promise<WriteResult> {
  try {
    if (next === null) return await deleteItem(client, timeout, key, expected, signal);
    if (expected === null) return await createItem(client, timeout, key, next, signal);
    return await updateItem(client, timeout, key, expected, next, signal);
  } catch (error) {
    if (error instanceof AwsRefusal && error.cause instanceof ConditionalCheckFailedException) {
      return { status: 'conflict' };
    }
    throw error;
  }
}

async function createItem(
  client: DynamoDBClient,
  timeout: number,
  { table, name }: ItemKey,
  item: LavaItem,
  signal: AbortSignal,
): Promise<WriteResult> {
  const command = new PutItemCommand({
    TableName: table,
    Item: toSdk(item),
    ConditionExpression: 'attribute_not_exists(#key)',
    ExpressionAttributeNames: { '#key': name },
  });
  await send(call('PutItem'), signal, timeout, (abortSignal) => client.send(command, { abortSignal }));
  return { status: 'written', item };
}

async function updateItem(
  client: DynamoDBClient,
  timeout: number,
  key: ItemKey,
  expected: LavaItem,
  next: LavaItem,
  signal: AbortSignal,
): Promise<WriteResult> {
  const changed = changedAttributes(expected, next);
  if (changed.length === 0) return { status: 'written', item: expected };
  const expression = new Expression('UpdateItem');
  const set: string[] = [];
  const remove: string[] = [];
  for (const attribute of changed) {
    const value = next[attribute];
    const name = expression.name(attribute);
    if (value === undefined || !Object.hasOwn(next, attribute)) remove.push(name);
    else set.push(`${name}=${expression.value(value)}`);
  }
  const update = [
    set.length > 0 && `SET ${set.join(',')}`,
    remove.length > 0 && `REMOVE ${remove.join(',')}`,
  ];
  const command = new UpdateItemCommand({
    TableName: key.table,
    Key: { [key.name]: { S: key.value } },
    UpdateExpression: expression.checked(update.filter(Boolean).join(' ')),
    ConditionExpression: expression.condition(expected, [key.name, ...changed]),
    ...expression.parameters(),
    ReturnValues: 'ALL_NEW',
  });
  const answer = await send(call('UpdateItem'), signal, timeout, (abortSignal) =>
    client.send(command, { abortSignal }),
  );
  return { status: 'written', item: fromSdk(present(answer.Attributes, call('UpdateItem'))) };
}

/**
 * A condition cannot say that an item has no other attributes than these, and names some 150 of them at most. What
 * somebody added meanwhile, or changed among the rest, is seen in what was deleted, which is then put back. What
 * remains: for the time of two calls lava finds no such item; and what somebody wrote between the caller's look at the
 * item and its deletion is gone if this process is killed before it is put back, or if DynamoDB's answer is lost.
 */
async function deleteItem(
  client: DynamoDBClient,
  timeout: number,
  key: ItemKey,
  expected: LavaItem | null,
  signal: AbortSignal,
): Promise<WriteResult> {
  if (expected === null) return { status: 'written', item: null };
  signal.throwIfAborted();
  // Whoever gives up waiting must not keep from being put back what is deleted by then.
  const seenThrough = new AbortController().signal;
  const expression = new Expression('DeleteItem');
  const command = new DeleteItemCommand({
    TableName: key.table,
    Key: { [key.name]: { S: key.value } },
    ConditionExpression: expression.condition(expected, [key.name]),
    ...expression.parameters(),
    ReturnValues: 'ALL_OLD',
  });
  const answer = await send(call('DeleteItem'), seenThrough, timeout, (abortSignal) =>
    client.send(command, { abortSignal }),
  );
  const deleted = fromSdk(present(answer.Attributes, call('DeleteItem')));
  if (sameItem(deleted, expected)) return { status: 'written', item: null };
  try {
    await createItem(client, timeout, key, deleted, seenThrough);
  } catch (error) {
    // Somebody has made a new item of that name since: that one stays.
    if (!(error instanceof AwsRefusal) || error.cause instanceof ConditionalCheckFailedException) throw error;
    const { service, operation, awsCode } = error;
    const theirs = changedAttributes(expected, deleted).join(', ');
    throw new AwsRefusal(service, operation, 'ItemNotPutBack', `${awsCode}. Changed meanwhile: ${theirs}`);
  }
  return { status: 'conflict' };
}
