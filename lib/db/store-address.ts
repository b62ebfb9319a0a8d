import pg from 'pg';

/**
 * Where `pg` connects to for an address: of several places that can name the host, it alone decides which counts. A
 * socket in the file system is one of this machine. Nothing is connected to.
 */
export function storeAddress(databaseUrl: string): { readonly host: string; readonly port: number } {
  const { host, port } = new pg.Client({ connectionString: databaseUrl });
  return { host: host.startsWith('/') ? '127.0.0.1' : host, port };
}
