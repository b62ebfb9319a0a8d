import { isIP } from 'node:net';
import { checkAddresses, type HostPolicy, type Listener } from '../host-policy';
import { ProbeStop } from '../probe-stop';
import type { Lookup } from '../resolver';
import type { Step } from '../step';
import { type Patience, within } from '../within';

const SHOWN_ADDRESSES = 8;
/** Codes of getaddrinfo and of DNS itself that mean: there is no such name, or it has no address. */
const NO_SUCH_NAME = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * Looks the host up once and checks every address against the host policy. Throws `ProbeStop` with `NAME_NOT_FOUND`,
 * `DNS_FAILED`, `DNS_TIMEOUT` or `HOST_REFUSED`.
 */
export async function dnsStage(
  { host, port }: Listener,
  policy: HostPolicy,
  lookup: Lookup,
  patience: Patience,
): Promise<Step<readonly string[]>> {
  const isLiteral = isIP(host) !== 0;
  const addresses = isLiteral
    ? [host]
    : await within(patience, tooLate, (signal) =>
        lookup(host, signal).catch((error: unknown) => {
          throw failure(error);
        }),
      );
  if (addresses.length === 0) {
    throw nameNotFound();
  }
  checkAddresses(addresses, port, policy);
  return {
    value: addresses,
    message: isLiteral ? 'The host is an address: nothing to look up.' : 'The name has an address.',
    details: { addresses: addresses.slice(0, SHOWN_ADDRESSES) },
  };
}

function failure(error: unknown): ProbeStop {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && NO_SUCH_NAME.has(code)) {
    return nameNotFound();
  }
  return new ProbeStop(
    'DNS_FAILED',
    {
      message: 'The name server could not answer.',
      hint: 'Try again; if it stays, check the DNS settings of the machine this console runs on.',
      field: 'host',
      details: typeof code === 'string' ? { error: code } : {},
    },
    { cause: error },
  );
}

function nameNotFound(): ProbeStop {
  return new ProbeStop('NAME_NOT_FOUND', {
    message: 'The host name does not exist, or has no address.',
    hint: 'Compare host with the endpoint in the AWS console. A deleted or renamed cluster loses its name; a private name is only known inside its network.',
    field: 'host',
  });
}

function tooLate(): ProbeStop {
  return new ProbeStop('DNS_TIMEOUT', {
    message: 'The name server did not answer in time.',
    hint: 'Check the DNS settings of the machine this console runs on, and whether it may reach its name server.',
    field: 'host',
  });
}
