import { createServer } from 'node:http';
import { listen } from '../../sandbox/listen';

/** Where a call is to be stopped: the how-manieth of an operation, before or after DynamoDB carried it out. */
interface Hold {
  readonly operation: string;
  readonly nth: number;
  readonly when: 'before' | 'after';
}

export interface DynamoGate {
  readonly endpoint: string;
  /** The `conn_id` of every write that DynamoDB accepted, in order. */
  readonly written: readonly string[];
  /** Every call that arrived, with what it asked for, in order. */
  readonly asked: readonly { readonly operation: string; readonly request: Record<string, unknown> }[];
  /** Stops one call from now on; resolves when it is there, with what lets it go on. Else it is never answered. */
  hold(hold: Hold): Promise<() => void>;
  stop(): Promise<void>;
}

const WRITES: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

/** A way to DynamoDB on which one call can be stopped, so that a process can be killed at exactly that moment. */
export async function openDynamoGate(target: string): Promise<DynamoGate> {
  const written: string[] = [];
  const asked: { operation: string; request: Record<string, unknown> }[] = [];
  let holding: (Hold & { seen: number; reached: (release: () => void) => void }) | undefined;

  /** Where this call is to be stopped, it stays here until it is let go on. */
  const stay = async (operation: string, when: Hold['when']): Promise<void> => {
    if (holding?.operation !== operation || holding.when !== when) return;
    holding.seen += 1;
    if (holding.seen < holding.nth) return;
    const { reached } = holding;
    holding = undefined;
    await new Promise<void>((release) => reached(release));
  };

  const server = createServer(async (request, response) => {
    const [, operation = ''] = String(request.headers['x-amz-target']).split('.');
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString();
    asked.push({ operation, request: JSON.parse(body) });
    await stay(operation, 'before');
    const answer = await fetch(target, {
      method: 'POST',
      headers: {
        authorization: String(request.headers.authorization),
        'content-type': String(request.headers['content-type']),
        'x-amz-date': String(request.headers['x-amz-date']),
        'x-amz-target': String(request.headers['x-amz-target']),
      },
      body,
    });
    const text = await answer.text();
    if (answer.ok && WRITES.has(operation)) {
      const { Key, Item } = JSON.parse(body);
      written.push((Key ?? Item).conn_id.S);
    }
    await stay(operation, 'after');
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(text);
  });
  const port = await listen(server, 0);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    written,
    asked,
    hold: (hold) =>
      new Promise((reached) => {
        holding = { ...hold, seen: 0, reached };
      }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
