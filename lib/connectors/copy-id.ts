import { MAX_CONN_ID_LENGTH } from './conn-id';

/** A free identifier for a copy: `x-copy`, then `x-copy-2` and so on. */
export function copyId(connId: string, taken: readonly string[]): string {
  const used = new Set(taken);
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '-copy' : `-copy-${number}`;
    const id = `${connId.slice(0, MAX_CONN_ID_LENGTH - suffix.length)}${suffix}`;
    if (!used.has(id)) return id;
  }
}
