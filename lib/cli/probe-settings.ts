import { readFileSync } from 'node:fs';
import type { CliEnv } from '../env';
import { dialHere } from '../probe/dial';
import { DEFAULT_PORTS, type HostPolicy } from '../probe/host-policy';
import { type Network, PROBE_LIMITS } from '../probe/probe-context';
import { dnsServerLookup, systemLookup } from '../probe/resolver';
import type { TestContext } from '../probe/test-connection';
import { CliError } from './cli-error';
import type { Session } from './session';

/**
 * How the environment says that databases are dialled.
 *
 * @throws {CliError} when the file of TLS_EXTRA_CA_FILE cannot be read
 */
export function probeSettings({ env, realm, now }: Session): Pick<TestContext, 'dial' | 'probe'> {
  const network: Network = {
    policy: hostPolicy(env),
    lookup: env.DNS_SERVERS ? dnsServerLookup(env.DNS_SERVERS) : systemLookup(),
    extraCa: env.TLS_EXTRA_CA_FILE ? [readCa(env.TLS_EXTRA_CA_FILE)] : [],
  };
  return {
    dial: dialHere(network, now),
    probe: { limits: PROBE_LIMITS, applicationName: applicationName(realm, env.LAVA_JOB_ID) },
  };
}

/** As the console's, but there is no console here to be kept from dialling. */
function hostPolicy(env: CliEnv): HostPolicy {
  return {
    allowLoopback: env.ALLOW_LOOPBACK,
    ...(env.ALLOWED_HOSTS && { allowedHosts: env.ALLOWED_HOSTS }),
    ...(env.ALLOWED_CIDRS && { allowedCidrs: env.ALLOWED_CIDRS }),
    allowedPorts: env.ALLOWED_PORTS ?? DEFAULT_PORTS,
    ownListeners: [],
  };
}

/** What a server shows as the session's application: lava's own name when it is known. */
function applicationName(realm: string | undefined, jobId: string | undefined): string {
  return realm && jobId ? `lv-${realm}-${jobId}`.replace(/['"\\]/g, '') : 'lava-conn';
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new CliError(`The file ${file}, which TLS_EXTRA_CA_FILE names, cannot be read${code}.`);
  }
}
