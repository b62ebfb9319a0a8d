import { isServerlessHost } from './redshift-host';

/** Whether a login may wake compute that is billed while it runs: Redshift Serverless sleeps when nobody asks. */
export function wakesCompute({ type, host }: { readonly type?: unknown; readonly host?: unknown }): boolean {
  if (typeof type === 'string' && type.toLowerCase() === 'redshift-serverless') return true;
  return typeof host === 'string' && isServerlessHost(host);
}
