import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import dynalite from 'dynalite';
import type { LavaItem } from '../connectors/lava-item';
import { listen } from './listen';

/**
 * What a fault answers instead of DynamoDB; `lost`: the call is carried out, and its answer never arrives; null lets
 * the call through.
 */
export type Fault = (operation: string) => { readonly code: string; readonly status: number } | 'lost' | null;

export interface StandInDynamo {
  /** For `AWS_ENDPOINT_URL_DYNAMODB`. */
  readonly endpoint: string;
  readonly port: number;
  /** Makes the table, with one text attribute as its key, and fills it; false when it is there already. */
  fillTable(table: string, key: string, items: readonly LavaItem[]): Promise<boolean>;
  /** Puts one item as somebody else would, without any condition. */
  putItem(table: string, item: LavaItem): Promise<void>;
  deleteItem(table: string, key: LavaItem): Promise<void>;
  /** The items of a table, as far as they fit into one page. */
  items(table: string): Promise<readonly LavaItem[]>;
  /** Makes calls fail from now on; null: no longer. */
  fail(fault: Fault | null): void;
  stop(): Promise<void>;
}

/** Any signature will do; the form of one is asked for. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=SANDBOX/20260101/sandbox/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/**
 * DynamoDB's protocol on 127.0.0.1 (dynalite). With `path` its tables are kept there, otherwise they are gone when it
 * stops. Rejects when the port is in use.
 */
export async function startStandInDynamo({
  port: wanted = 0,
  path,
}: {
  port?: number;
  path?: string;
} = {}): Promise<StandInDynamo> {
  const server = dynalite({
    ...(path !== undefined && { path }),
    createTableMs: 0,
    updateTableMs: 0,
    deleteTableMs: 0,
  });
  /** How many items each table began with: DynamoDB counts every few hours. */
  const counts = new Map<string, number>();
  let fault: Fault | null = null;
  const answers = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const [, operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
    const failure = request.headers.authorization === AUTHORIZATION ? null : (fault?.(operation) ?? null);
    if (failure === 'lost') {
      response.end = () => {
        request.socket.destroy();
        return response;
      };
    }
    if (failure !== null && failure !== 'lost') refuse(request, response, failure);
    else if (operation === 'DescribeTable' && request.headers.authorization !== AUTHORIZATION) {
      void answerCounted(request, response);
    } else for (const answer of answers) answer.call(server, request, response);
  });
  const port = await listen(server, wanted);
  const endpoint = `http://127.0.0.1:${port}`;

  async function call(operation: string, body: object): Promise<string> {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        authorization: AUTHORIZATION,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-date': '20260101T000000Z',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
      },
      body: JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(`The sandbox's DynamoDB refused ${operation}: ${await response.text()}`);
    return response.text();
  }

  /** As dynalite describes it, with the count of items that dynalite does not make. */
  async function answerCounted(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { TableName } = JSON.parse(await text(request));
      const answer = JSON.parse(await call('DescribeTable', { TableName }));
      answer.Table.ItemCount = counts.get(TableName) ?? 0;
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(answer));
    } catch {
      refuse(request, response, { code: 'ResourceNotFoundException', status: 400 });
    }
  }

  return {
    endpoint,
    port,
    async fillTable(table, key, items) {
      counts.set(table, items.length);
      try {
        await call('CreateTable', {
          TableName: table,
          BillingMode: 'PAY_PER_REQUEST',
          KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
        });
      } catch (error) {
        if (String(error).includes('ResourceInUse')) return false;
        throw error;
      }
      while (!(await call('DescribeTable', { TableName: table })).includes('"ACTIVE"')) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      for (let first = 0; first < items.length; first += 25) {
        await call('BatchWriteItem', {
          RequestItems: {
            [table]: items.slice(first, first + 25).map((Item) => ({ PutRequest: { Item } })),
          },
        });
      }
      return true;
    },
    async putItem(table, item) {
      await call('PutItem', { TableName: table, Item: item });
    },
    async deleteItem(table, key) {
      await call('DeleteItem', { TableName: table, Key: key });
    },
    async items(table) {
      const { Items }: { Items: LavaItem[] } = JSON.parse(await call('Scan', { TableName: table }));
      return Items;
    },
    fail(next) {
      fault = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { code, status }: { code: string; status: number },
): void {
  request.resume();
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(
    JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message: `${code} by order.` }),
  );
}
