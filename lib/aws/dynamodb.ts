import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  type AttributeValue as SdkValue,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type AttributeValue, changedAttributes, type LavaItem, sameItem } from '../connectors/lava-item';
import { AwsRefusal } from '../resolution/ports';
import { present } from './present';
import { send } from './send';

/** One page of a scan; `next` leads to the following one. */
export interface ScanPage {
  readonly items: readonly LavaItem[];
  readonly next?: LavaItem;
}

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

/** DynamoDB takes so many bytes in one expression. */
const MAX_EXPRESSION = 4096;

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
  await send(call('Scan'), signal, timeout, (abortSignal) => client.send(command, { abortSignal }));
  const { Items = [], LastEvaluatedKey } = present(answer(), call('Scan'));
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
 * item only the attributes that differ are written, so that one added meanwhile by somebody else stays.
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
  const expression = new Expression(call('UpdateItem'));
  const set: string[] = [];
  const remove: string[] = [];
  const absent: string[] = [];
  for (const attribute of changed) {
    const value = next[attribute];
    const name = expression.name(attribute);
    if (value === undefined || !Object.hasOwn(next, attribute)) remove.push(name);
    else set.push(`${name}=${expression.value(value)}`);
    if (!Object.hasOwn(expected, attribute)) absent.push(`attribute_not_exists(${name})`);
  }
  const update = [
    set.length > 0 && `SET ${set.join(',')}`,
    remove.length > 0 && `REMOVE ${remove.join(',')}`,
  ];
  const command = new UpdateItemCommand({
    TableName: key.table,
    Key: { [key.name]: { S: key.value } },
    UpdateExpression: expression.checked(update.filter(Boolean).join(' ')),
    ConditionExpression: expression.checked([...expression.equals(expected), ...absent].join(' AND ')),
    ...expression.parameters(),
    ReturnValues: 'ALL_NEW',
  });
  const answer = await send(call('UpdateItem'), signal, timeout, (abortSignal) =>
    client.send(command, { abortSignal }),
  );
  return { status: 'written', item: fromSdk(present(answer.Attributes, call('UpdateItem'))) };
}

/**
 * A condition cannot say that an item has no other attributes than these. One that somebody added meanwhile is seen in
 * what was deleted, which is then put back.
 */
async function deleteItem(
  client: DynamoDBClient,
  timeout: number,
  key: ItemKey,
  expected: LavaItem | null,
  signal: AbortSignal,
): Promise<WriteResult> {
  if (expected === null) return { status: 'written', item: null };
  const expression = new Expression(call('DeleteItem'));
  const command = new DeleteItemCommand({
    TableName: key.table,
    Key: { [key.name]: { S: key.value } },
    ConditionExpression: expression.checked(expression.equals(expected).join(' AND ')),
    ...expression.parameters(),
    ReturnValues: 'ALL_OLD',
  });
  const answer = await send(call('DeleteItem'), signal, timeout, (abortSignal) =>
    client.send(command, { abortSignal }),
  );
  const deleted = fromSdk(present(answer.Attributes, call('DeleteItem')));
  if (sameItem(deleted, expected)) return { status: 'written', item: null };
  try {
    await createItem(client, timeout, key, deleted, signal);
  } catch (error) {
    // Somebody has made a new item of that name since: that one stays.
    if (!(error instanceof AwsRefusal) || error.cause instanceof ConditionalCheckFailedException) throw error;
    const { service, operation, awsCode } = error;
    const added = changedAttributes(expected, deleted).join(', ');
    throw new AwsRefusal(service, operation, 'ItemNotPutBack', `${awsCode}. Added meanwhile: ${added}`);
  }
  return { status: 'conflict' };
}

/** The parts of one expression: names and values behind placeholders, each used as often as wanted. */
class Expression {
  readonly #names = new Map<string, string>();
  readonly #values: Record<string, SdkValue> = {};

  constructor(readonly what: ReturnType<typeof call>) {}

  name(attribute: string): string {
    const known = this.#names.get(attribute);
    if (known !== undefined) return known;
    const placeholder = `#n${this.#names.size}`;
    this.#names.set(attribute, placeholder);
    return placeholder;
  }

  value(value: AttributeValue): string {
    const placeholder = `:v${Object.keys(this.#values).length}`;
    this.#values[placeholder] = toSdkValue(value);
    return placeholder;
  }

  /** That the item has exactly these values. Maps and lists are compared member by member, and by how many they have. */
  equals(item: LavaItem): string[] {
    return Object.entries(item).flatMap(([attribute, value]) => this.#equal(this.name(attribute), value));
  }

  #equal(path: string, value: AttributeValue): string[] {
    if ('M' in value) {
      const members = Object.entries(value.M);
      return [
        ...this.#container(path, 'M', members.length),
        ...members.flatMap(([key, inner]) => this.#equal(`${path}.${this.name(key)}`, inner)),
      ];
    }
    if ('L' in value) {
      return [
        ...this.#container(path, 'L', value.L.length),
        ...value.L.flatMap((inner, index) => this.#equal(`${path}[${index}]`, inner)),
      ];
    }
    return [`${path}=${this.value(value)}`];
  }

  #container(path: string, type: 'M' | 'L', size: number): string[] {
    return [
      `attribute_type(${path},${this.value({ S: type })})`,
      `size(${path})=${this.value({ N: String(size) })}`,
    ];
  }

  checked(text: string): string {
    if (Buffer.byteLength(text) <= MAX_EXPRESSION) return text;
    throw new AwsRefusal(
      'dynamodb',
      this.what.operation,
      'ItemTooComplex',
      'The item has more attributes than one conditional write can name.',
    );
  }

  parameters() {
    return {
      ExpressionAttributeNames: Object.fromEntries(
        [...this.#names].map(([attribute, placeholder]) => [placeholder, attribute]),
      ),
      ExpressionAttributeValues: this.#values,
    };
  }
}

function fromSdk(item: Record<string, SdkValue>): LavaItem {
  if (isFlat(item)) return item;
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromSdkValue(value)]));
}

/** Whether all is text, numbers or booleans, which are in the SDK as they are here. */
function isFlat(item: object): item is LavaItem {
  return Object.values(item).every(
    (value: SdkValue) => value.S !== undefined || value.N !== undefined || value.BOOL !== undefined,
  );
}

function fromSdkValue(value: SdkValue): AttributeValue {
  if (value.S !== undefined || value.N !== undefined || value.BOOL !== undefined) return value;
  if (value.M !== undefined) return { M: fromSdk(value.M) };
  if (value.L !== undefined) return { L: value.L.map(fromSdkValue) };
  if (value.SS !== undefined || value.NS !== undefined) return value;
  if (value.B !== undefined) return { B: Buffer.from(value.B).toString('base64') };
  if (value.BS !== undefined) return { BS: value.BS.map((bytes) => Buffer.from(bytes).toString('base64')) };
  return { NULL: true };
}

function toSdk(item: LavaItem): Record<string, SdkValue> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toSdkValue(value)]));
}

function toSdkValue(value: AttributeValue): SdkValue {
  if ('M' in value) return { M: toSdk(value.M) };
  if ('L' in value) return { L: value.L.map(toSdkValue) };
  if ('B' in value) return { B: Buffer.from(value.B, 'base64') };
  if ('BS' in value) return { BS: value.BS.map((text) => Buffer.from(text, 'base64')) };
  if ('SS' in value) return { SS: [...value.SS] };
  if ('NS' in value) return { NS: [...value.NS] };
  return { ...value };
}
