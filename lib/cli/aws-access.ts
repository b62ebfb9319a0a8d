import { AwsClients } from '../aws/aws-clients';
import { type AwsReads, createAwsPorts } from '../aws/aws-ports';
import { configuredRegion } from '../aws/configured-region';
import type { CliEnv } from '../env';
import { CredentialCache } from '../resolution/credential-cache';
import type { AwsPorts } from '../resolution/ports';
import { CliError } from './cli-error';

/** Longer than a page would wait: nobody looks on, and the first call waits for the SDK to load. In ms. */
const CALL_TIMEOUT_MS = 20_000;

/** AWS as the environment says: its region, credentials and endpoints. */
export interface AwsAccess {
  readonly ports: AwsPorts;
  readonly reads: AwsReads;
  close(): void;
}

/**
 * Opens AWS. Temporary credentials are minted once for all specifications that ask for the same ones.
 *
 * @throws {CliError} when there is no region
 */
export async function openAws(env: CliEnv, now: () => number): Promise<AwsAccess> {
  const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? (await configuredRegion());
  if (region === undefined) {
    throw new CliError('No AWS region is set. Set AWS_REGION, or AWS_PROFILE to a profile with a region.');
  }
  const clients = new AwsClients();
  const ports = createAwsPorts(
    { region, allowInsecureEndpoint: 'loopback', callTimeout: CALL_TIMEOUT_MS },
    clients,
  );
  return {
    // One process has one set of credentials, so that no account is needed to tell them apart.
    ports: new CredentialCache({ now }).wrap(ports, { account: '', region }),
    reads: ports,
    close: () => clients.close(),
  };
}
