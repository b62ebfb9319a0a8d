import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Secret } from '../connectors/secret';
import { AwsRefusal } from '../resolution/ports';
import type { Fixture } from '../sandbox/aws/fixture';
import { type AwsStandIn, startAwsStandIn } from '../sandbox/aws-stand-in';
import { AwsClients } from './aws-clients';
import type { AwsConfig } from './aws-config';
import { createAwsPorts } from './aws-ports';

const never = new AbortController().signal;
const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: new Secret('example') };
const REQUEST = { clusterId: 'wh', database: 'db', user: 'etl', durationSeconds: 900 };
let aws: AwsStandIn;
/** How far AWS's clock is ahead, in ms. */
let ahead = 0;
let clients: AwsClients;

beforeAll(async () => {
  aws = await startAwsStandIn({ now: () => Date.now() + ahead });
});
afterEach(() => {
  ahead = 0;
  clients.close();
  vi.unstubAllEnvs();
});
afterAll(() => aws.stop());

function portsOn(fixture: Fixture, more: Partial<AwsConfig> = {}) {
  aws.load(fixture);
  clients = new AwsClients();
  return createAwsPorts(config(more), clients);
}

function config(more: Partial<AwsConfig> = {}): AwsConfig {
  return {
    region: 'ap-southeast-2',
    endpoint: aws.endpoint,
    allowInsecureEndpoint: true,
    credentials: keys,
    ...more,
  };
}

async function portOf(server: Server | TcpServer): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('reads', () => {
  test('parameters without their values, each once', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `/lava/dev/p${index}`);
    const ports = portsOn({
      ssm: {
        ...Object.fromEntries(names.slice(1).map((name) => [name, 'canary'])),
        '/lava/dev/p1': {
          Value: 'canary',
          Type: 'String',
          Version: 7,
          LastModifiedDate: '2026-01-02T03:04:05Z',
        },
      },
    });
    const facts = await ports.describeParameters([...names, ...names], never);
    expect(facts).toHaveLength(49);
    expect(facts.find(({ name }) => name === '/lava/dev/p1')).toEqual({
      name: '/lava/dev/p1',
      type: 'String',
      keyId: null,
      lastModified: new Date('2026-01-02T03:04:05Z'),
      version: 7,
    });
    expect(aws.calls()).toHaveLength(1);
    expect(JSON.stringify(facts)).not.toContain('canary');
  });

  test('a secret’s rotation', async () => {
    const ports = portsOn({
      secrets: { s: { json: {}, RotationEnabled: true, NextRotationDate: '2026-01-02T00:00:00Z' } },
    });
    expect(await ports.describeSecret('s', never)).toMatchObject({
      rotationEnabled: true,
      nextRotation: new Date('2026-01-02T00:00:00Z'),
      lastRotated: null,
    });
  });

  test('clusters, with and without an endpoint', async () => {
    const ports = portsOn({
      redshift: { up: { endpoint: { Address: 'up.example', Port: 5439 } }, down: { status: 'paused' } },
    });
    expect(await ports.describeClusters(undefined, never)).toEqual([
      { id: 'up', status: 'available', endpoint: { host: 'up.example', port: 5439 }, database: 'dev' },
      { id: 'down', status: 'paused', endpoint: null, database: 'dev' },
    ]);
    expect(await ports.clusterStatus('down', never)).toBe('paused');
    expect(await ports.clusterStatus('none', never)).toBeUndefined();
  });

  test('the caller', async () => {
    expect(await portsOn({ account: '210987654321' }).getCallerIdentity(never)).toMatchObject({
      account: '210987654321',
    });
  });
});

describe('refusals', () => {
  test.each<[string, Fixture, string]>([
    ['a JSON service', { ssm: { p: { error: 'AccessDeniedException' } } }, 'AccessDeniedException'],
    ['an empty message', {}, 'ParameterNotFound'],
  ])('of %s keep their code', async (_, fixture, awsCode) => {
    const refusal = await portsOn(fixture)
      .getParameter('p', never)
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AwsRefusal);
    expect(refusal).toMatchObject({ service: 'ssm', operation: 'GetParameter', awsCode });
  });

  test('of a query service have the code on the wire, not the SDK’s name', async () => {
    await expect(portsOn({}).getClusterCredentials(REQUEST, never)).rejects.toMatchObject({
      service: 'redshift',
      awsCode: 'ClusterNotFound',
    });
  });

  test('throttling is retried first', async () => {
    const ports = portsOn({ redshift: { wh: [{ error: 'Throttling' }, {}] } });
    expect((await ports.getClusterCredentials(REQUEST, never)).user).toBe('IAM:etl');
    expect(aws.calls()).toHaveLength(2);
  });

  test('an endpoint nobody listens on is a NetworkError', async () => {
    const server = createTcpServer();
    const port = await portOf(server);
    await new Promise((done) => server.close(done));
    const ports = portsOn({}, { endpoint: `http://127.0.0.1:${port}` });
    await expect(ports.getParameter('p', never)).rejects.toMatchObject({ awsCode: 'NetworkError' });
  });

  test('an answer that is none is a refusal too', async () => {
    const server = createServer((_, response) => response.end('<html>proxy</html>'));
    const endpoint = `http://127.0.0.1:${await portOf(server)}`;
    try {
      await expect(portsOn({}, { endpoint }).getParameter('p', never)).rejects.toBeInstanceOf(AwsRefusal);
    } finally {
      server.close();
    }
  });

  test('a service that stays silent is a TimeoutError, and one who gives up is not held', async () => {
    const server = createServer();
    const endpoint = `http://127.0.0.1:${await portOf(server)}`;
    try {
      const timed = portsOn({}, { endpoint, callTimeout: 50 }).getParameter('p', never);
      await expect(timed).rejects.toMatchObject({ awsCode: 'TimeoutError' });
      const cancel = new AbortController();
      const arrived = once(server, 'request');
      const waiting = createAwsPorts(config({ endpoint }), clients).getParameter('p', cancel.signal);
      const [request] = await arrived;
      cancel.abort(new Error('gave up'));
      await expect(waiting).rejects.toThrow('gave up');
      if (!request.socket.destroyed) await once(request.socket, 'close');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('no credentials at all', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE']) {
      vi.stubEnv(name, undefined);
    }
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent');
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
    const ports = portsOn({ ssm: { p: 'v' } }, { credentials: undefined });
    const missing = { awsCode: 'CredentialsProviderError' };
    await expect(ports.getParameter('p', never)).rejects.toMatchObject(missing);
    await expect(ports.rdsToken({ host: 'h', port: 1, user: 'u' })).rejects.toMatchObject({
      ...missing,
      service: 'rds',
    });
    expect(aws.calls()).toEqual([]);
  });
});

describe('an endpoint without https', () => {
  const insecure = { allowInsecureEndpoint: false };

  test('gets nothing', async () => {
    const ports = portsOn({ ssm: { p: 'v' }, redshift: { wh: {} } }, insecure);
    const refused = { awsCode: 'InsecureEndpoint' };
    await expect(ports.getParameter('p', never)).rejects.toMatchObject(refused);
    await expect(ports.getClusterCredentials(REQUEST, never)).rejects.toMatchObject(refused);
    expect(aws.calls()).toEqual([]);
  });

  test('gets nothing when it is set in the environment either', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', aws.endpoint);
    const ports = portsOn({ ssm: { p: 'v' } }, { ...insecure, endpoint: undefined });
    await expect(ports.getParameter('p', never)).rejects.toMatchObject({ awsCode: 'InsecureEndpoint' });
    expect(aws.calls()).toEqual([]);
  });

  test('is used when it is on this machine and that is allowed', async () => {
    const local = { allowInsecureEndpoint: 'loopback' } as const;
    const ports = portsOn({ ssm: { p: 'v' } }, local);
    expect((await ports.getParameter('p', never)).value.reveal()).toBe('v');
    const elsewhere = createAwsPorts(config({ ...local, endpoint: 'http://127.0.0.1.example.com' }), clients);
    await expect(elsewhere.getParameter('p', never)).rejects.toMatchObject({ awsCode: 'InsecureEndpoint' });
  });

  test('set in the environment is used where it is allowed', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', aws.endpoint);
    const ports = portsOn({ ssm: { p: 'v' } }, { endpoint: undefined });
    expect((await ports.getParameter('p', never)).value.reveal()).toBe('v');
  });
});

describe('the clock', () => {
  test.each([
    ['an hour ahead', 3_600_000],
    ['an hour behind', -3_600_000],
    ['the same', 0],
  ])('of AWS is %s: the expiry is told by ours', async (_, difference) => {
    ahead = difference;
    const ports = portsOn({ redshift: { wh: {} }, redshift_serverless: { wg1: {} } });
    const before = Date.now();
    const answers = [
      await ports.getClusterCredentials(REQUEST, never),
      await ports.getServerlessCredentials({ workgroup: 'wg1', database: 'db', durationSeconds: 900 }, never),
    ];
    const after = Date.now();
    for (const { expiresAt, mintedAt } of answers) {
      expect(mintedAt.getTime()).toBeGreaterThanOrEqual(before);
      // A `Date` header has whole seconds.
      expect(expiresAt.getTime()).toBeGreaterThanOrEqual(before + 900_000 - 1_000);
      expect(expiresAt.getTime()).toBeLessThanOrEqual(after + 900_000 + 1_000);
    }
  });
});

describe('the role of a realm', () => {
  const roleArn = 'arn:aws:iam::210987654321:role/dashboard';
  const fixture: Fixture = {
    ssm: { p: 'v' },
    secrets: { s: { json: {} } },
    sts: { [roleArn]: { access_key_id: 'ASIADASH', external_id: 'ext' } },
  };

  test('is assumed once, and signs every call', async () => {
    const ports = portsOn(fixture, { roleArn, externalId: 'ext' });
    await Promise.all([ports.getParameter('p', never), ports.describeSecret('s', never)]);
    await ports.getParameter('p', never);
    const token = await ports.rdsToken({ host: 'h.example', port: 5432, user: 'u' });
    expect(token.reveal()).toContain('ASIADASH');
    expect((await ports.getCallerIdentity(never)).account).toBe('210987654321');
    const [first, ...others] = aws.calls();
    expect(first).toMatchObject({
      operation: 'AssumeRole',
      accessKeyId: 'AKIDEXAMPLE',
      params: { RoleArn: roleArn, ExternalId: 'ext', RoleSessionName: 'lava-connections' },
    });
    expect(others.map(({ operation }) => operation)).not.toContain('AssumeRole');
    expect(new Set(others.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['ASIADASH']));
  });

  test('that is denied is a refusal by STS, and is asked for again', async () => {
    const denied: Fixture = {
      ...fixture,
      sts: { [roleArn]: [{ error: 'AccessDenied' }, { access_key_id: 'ASIADASH' }] },
    };
    const ports = portsOn(denied, { roleArn });
    await expect(ports.getParameter('p', never)).rejects.toMatchObject({
      service: 'sts',
      awsCode: 'AccessDenied',
    });
    expect((await ports.getParameter('p', never)).value.reveal()).toBe('v');
  });
});

test('the same configuration shares its clients, another region or role does not', () => {
  clients = new AwsClients();
  const services = clients.services(config());
  expect(clients.services(config()).ssm).toBe(services.ssm);
  expect(clients.services(config({ region: 'us-east-1' })).ssm).not.toBe(services.ssm);
  expect(clients.services(config({ roleArn: 'arn:aws:iam::1:role/x' })).ssm).not.toBe(services.ssm);
});
