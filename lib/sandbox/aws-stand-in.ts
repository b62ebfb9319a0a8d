import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { sendAnswer, sendError } from './aws/answer';
import { AwsError, granted } from './aws/aws-error';
import { type Fixture, LoadedFixture } from './aws/fixture';
import { iam } from './aws/iam';
import type { MintLogin, Operations } from './aws/operation';
import { redshift } from './aws/redshift';
import { redshiftServerless } from './aws/redshift-serverless';
import { protocolOf, type RecordedCall, readCall } from './aws/request';
import { checkRolePolicy } from './aws/role-policy';
import { secretsManager } from './aws/secrets-manager';
import { ssm } from './aws/ssm';
import { sts } from './aws/sts';
import { listen } from './listen';

/** The services by the name that requests are signed for. */
const SERVICES: Readonly<Record<string, Operations>> = {
  ssm,
  secretsmanager: secretsManager,
  redshift,
  'redshift-serverless': redshiftServerless,
  sts,
  iam,
};

/** A sandbox runs for days: the record of calls is for tests and keeps the latest. */
const CALLS_KEPT = 20_000;

export interface AwsStandIn {
  /** For `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  /** The signed calls since the last `load`, oldest first; each attempt of a retried call counts. */
  calls(): readonly RecordedCall[];
  /** What it holds. */
  fixture(): Fixture;
  /** Replaces what it holds, and forgets the calls. Sessions of roles live on, as those of AWS do. */
  load(fixture: Fixture): void;
  stop(): Promise<void>;
}

export interface AwsStandInOptions {
  readonly fixture?: Fixture;
  /** 0 (the default): any free port. */
  readonly port?: number;
  /** Makes `GetClusterCredentials` and `GetCredentials` create logins that really work. */
  readonly redshift?: MintLogin;
  /** Milliseconds since the epoch; decides expiry times and the `Date` header. */
  readonly now?: () => number;
}

/**
 * Starts a stand-in for SSM, Secrets Manager, Redshift, Redshift Serverless, STS and IAM on 127.0.0.1, for the real AWS
 * SDK. Unsigned calls are refused; answers and errors have AWS's own shapes. Rejects when the port is in use.
 */
export async function startAwsStandIn(options: AwsStandInOptions = {}): Promise<AwsStandIn> {
  const now = options.now ?? Date.now;
  const sessions = new Map<string, { roleArn: string; sessionName: string }>();
  let fixture = new LoadedFixture(options.fixture ?? {});
  let calls: RecordedCall[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('date', new Date(now()).toUTCString());
    const protocol = protocolOf(request);
    try {
      const call = await readCall(request);
      calls.push(call);
      if (calls.length > CALLS_KEPT) calls = calls.slice(-CALLS_KEPT / 2);
      const key = `${call.service}:${call.operation}`;
      granted(fixture.take('operations', fixture.data.operations, key));
      const operation = SERVICES[call.service]?.[call.operation];
      if (!operation) throw new AwsError('UnknownOperationException', `This sandbox has no ${key}.`, 404);
      const context = { ...call, fixture, sessions, now, mintLogin: options.redshift };
      checkRolePolicy(call, context);
      sendAnswer(response, protocol, call, await operation(context));
    } catch (error) {
      const known = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error));
      sendError(response, protocol, known);
    }
  }

  const server = createServer((request, response) => void answer(request, response));
  const port = await listen(server, options.port ?? 0);

  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls: () => calls,
    fixture: () => fixture.data,
    load(next) {
      fixture = new LoadedFixture(next);
      calls = [];
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
