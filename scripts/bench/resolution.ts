import pLimit from 'p-limit';
import { AwsClients } from '../../lib/aws/aws-clients';
import { createAwsPorts } from '../../lib/aws/aws-ports';
import { Secret } from '../../lib/connectors/secret';
import { CredentialCache } from '../../lib/resolution/credential-cache';
import type { AwsPorts } from '../../lib/resolution/ports';
import { resolve } from '../../lib/resolution/resolve-connection';
import { startAwsStandIn } from '../../lib/sandbox/aws-stand-in';
import { timed } from './measure';
import type { Row, Section } from './section';

const SPECS = 1000;
const CLUSTERS = 20;
const AT_ONCE = 20;
/** A busy machine makes a benchmark slow; it must not end it. */
const PATIENCE_MS = 60_000;
const REGION = 'ap-southeast-2';

/** Resolution on the stand-in AWS: 1,000 IAM connections on 20 clusters, cold, cached and without the cache. */
export async function resolutionSection(): Promise<Section> {
  const aws = await startAwsStandIn({ fixture: { redshift: { '*': {} } } });
  const clients = new AwsClients();
  const ports = createAwsPorts(
    {
      region: REGION,
      endpoint: aws.endpoint,
      allowInsecureEndpoint: 'loopback',
      callTimeout: PATIENCE_MS,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: new Secret('example') },
    },
    clients,
  );
  const cached = new CredentialCache({ now: Date.now }).wrap(ports, {
    account: '123456789012',
    region: REGION,
  });
  const row = async (what: string, through: AwsPorts): Promise<Row> => {
    const before = aws.calls().length;
    const taken = await timed(() => resolveAll(through));
    const rate = Math.round((SPECS / taken) * 1000).toLocaleString('en');
    return { what, figure: `${rate} a second, ${(aws.calls().length - before).toLocaleString('en')} calls` };
  };
  try {
    await resolveAll(ports);
    return {
      title: 'Resolution',
      note: `${SPECS.toLocaleString('en')} specifications with IAM on ${CLUSTERS} clusters, ${AT_ONCE} at a time, against the stand-in AWS over HTTP in the same process. "Calls" are GetClusterCredentials.`,
      rows: [
        await row('without a cache, as lava', ports),
        await row('cold', cached),
        await row('cached', cached),
      ],
    };
  } finally {
    clients.close();
    await aws.stop();
  }
}

async function resolveAll(aws: AwsPorts): Promise<void> {
  const limit = pLimit(AT_ONCE);
  const results = await Promise.all(
    Array.from({ length: SPECS }, (_, index) =>
      limit(() =>
        resolve(
          {
            conn_id: `c${index}`,
            type: 'redshift',
            enabled: true,
            host: `cluster-${index % CLUSTERS}.abc.${REGION}.redshift.amazonaws.com`,
            port: 5439,
            database: 'analytics',
            user: 'etl',
          },
          { aws, signal: new AbortController().signal, now: Date.now },
        ),
      ),
    ),
  );
  const failed = results.find(({ ok }) => !ok);
  if (failed && !failed.ok)
    throw new Error(`A specification that is right was not resolved: ${failed.failed.message}`);
}
