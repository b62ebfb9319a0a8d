import { lookup, Resolver } from 'node:dns/promises';

/** Looks a name up, once: its addresses in the order to try them. Rejects with Node's DNS errors. */
export type Lookup = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

/** The machine's own resolver, with its hosts file and search domains, as lava's worker would use it. */
export function systemLookup(): Lookup {
  return async (host) => (await lookup(host, { all: true })).map(({ address }) => address);
}

/** Asks the given name servers (`10.0.0.2` or `127.0.0.1:5353`) and nothing else: no hosts file. */
export function dnsServerLookup(servers: readonly string[]): Lookup {
  return async (host, signal) => {
    const resolver = new Resolver();
    resolver.setServers(servers);
    const cancel = () => resolver.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
      const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
      const [first] = answers;
      if (addresses.length === 0 && first.status === 'rejected') {
        throw first.reason;
      }
      return addresses;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
}

/**
 * Looks names up as `lookup` does and keeps every address that one of them had: a name leads elsewhere now and then, and
 * its server answers at the earlier addresses for a while. A name that is gone has those that it had. Other errors are
 * thrown as they come: what is kept says nothing about what is added.
 */
export function rememberingLookup(lookup: Lookup): Lookup {
  const seen = new Map<string, Set<string>>();
  return async (host, signal) => {
    const before = seen.get(host) ?? new Set<string>();
    const found = await lookup(host, signal).catch((error: unknown) => {
      const isGone = error instanceof Error && 'code' in error && error.code === 'ENOTFOUND';
      if (isGone && before.size > 0) return [];
      throw error;
    });
    // What another look-up has added meanwhile stays.
    const all = seen.get(host) ?? before;
    for (const address of found) all.add(address);
    seen.set(host, all);
    return [...all];
  };
}
