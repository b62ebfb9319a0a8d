/** What a page's policy depends on. */
interface PagePolicy {
  /** Of this answer alone. */
  readonly nonce: string;
  /** The console is reached by https. */
  readonly secure: boolean;
  /** The development server builds scripts from text. */
  readonly development: boolean;
}

/**
 * The Content-Security-Policy of a page: only scripts that carry the nonce run, and what those load. Styles may be
 * inline, since Cloudscape and Next set them so; nothing is loaded from elsewhere, and no page may frame this one.
 */
export function pagePolicy({ nonce, secure, development }: PagePolicy): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
