let made = 0;

/** A conn_id, or the beginning of several, that no other test uses. */
export function newConnId(what: string): string {
  return `e2e/${what}-${Date.now().toString(36)}-${process.pid}-${++made}`;
}

/** The address of the realm's list that shows only connections whose conn_id begins so. */
export function listOf(start: string, realm = 'dev'): string {
  return `/${realm}/connections?f=${encodeURIComponent(`connId^${start}`)}`;
}

/** The page of a connection. */
export function pageOf(connId: string, realm = 'dev'): string {
  return `/${realm}/connections/${encodeURIComponent(connId)}`;
}
