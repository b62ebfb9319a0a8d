import { isIP } from 'node:net';
import { checkAddresses, type Listener } from '../host-policy';
import type { Network } from '../probe-context';
import { ProbeStop } from '../probe-stop';
import type { Lookup } from '../resolver';
import type { Step } from '../step';
import { type Patience, within } from '../within';

/** So many of a name's addresses are shown and dialled: a test is no way to make this console dial thousands. */
const MOST_ADDRESSES = 8;
/** Codes of getaddrinfo and of DNS itself that mean: there is no such name, or it has no address. */
const NO_SUCH_NAME = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * Looks the host up once and checks every address against the host policy, the addresses of the console's own listeners
 * among them: while these cannot be looked up, nothing is dialled on their ports. Throws `ProbeStop` with
 * `NAME_NOT_FOUND`, `DNS_FAILED`, `DNS_TIMEOUT` or `HOST_REFUSED`. Returns the first eight addresses.
 */
export async function dnsStage(
  { host, port }: Listener,
  { policy, lookup, lookupOwn = lookup }: Network,
  patience: Patience,
): Promise<Step<readonly string[]>> {
  const isLiteral = isIP(host) !== 0;
  const own = policy.ownListeners.filter((listener) => listener.port === port);
  const [addresses, ownAddresses] = await within(patience, tooLate, (signal) =>
    Promise.all([
      isLiteral ? [host] : found(lookup(host, signal)),
      Promise.all(own.map((listener) => ownAddressesOf(listener.host, lookupOwn, signal))),
    ]),
  );
  if (addresses.length === 0) {
    throw nameNotFound();
  }
  const ownListeners = [...own, ...ownAddresses.flat().map((address) => ({ host: address, port }))];
  checkAddresses(addresses, port, { ...policy, ownListeners });
  return {
    value: addresses.slice(0, MOST_ADDRESSES),
    message: isLiteral ? 'The host is an address: nothing to look up.' : hasAddresses(addresses.length),
    details: { addresses: addresses.slice(0, MOST_ADDRESSES) },
  };
}

function hasAddresses(count: number): string {
  if (count <= MOST_ADDRESSES) return 'The name has an address.';
  return `The name has ${count.toLocaleString('en')} addresses, of which the first ${MOST_ADDRESSES} are dialled.`;
}

function found(addresses: Promise<readonly string[]>): Promise<readonly string[]> {
  return addresses.catch((error: unknown) => {
    throw failure(error);
  });
}

/** A name of our own that leads nowhere has no address that could be dialled. */
async function ownAddressesOf(host: string, lookup: Lookup, signal: AbortSignal): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [];
  return lookup(host, signal).catch((error: unknown) => {
    const code = codeOf(error);
    if (NO_SUCH_NAME.has(code)) return [];
    throw new ProbeStop(
      'DNS_FAILED',
      {
        message: 'The console could not look up where its own database is, which no test may dial.',
        hint: 'Try again; if it stays, check the DNS settings of the machine this console runs on.',
        details: code ? { error: code } : {},
        outcome: 'undecided',
      },
      { cause: error },
    );
  });
}

function failure(error: unknown): ProbeStop {
  const code = codeOf(error);
  if (NO_SUCH_NAME.has(code)) {
    return nameNotFound();
  }
  return new ProbeStop(
    'DNS_FAILED',
    {
      message: 'The name server could not answer.',
      hint: 'Try again; if it stays, check the DNS settings of the machine this console runs on.',
      field: 'host',
      details: code ? { error: code } : {},
    },
    { cause: error },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
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
