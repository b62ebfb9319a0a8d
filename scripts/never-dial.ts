import { storeAddress } from '../lib/db/store-address';

/** The setting NEVER_DIAL with the place of a database added, of whose address nothing else is told. */
export function withAddressOf(databaseUrl: string, given: string | undefined): string {
  const { host, port } = storeAddress(databaseUrl);
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return given ? `${given},${place}` : place;
}
