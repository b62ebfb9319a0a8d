// What of our own environment the web server gets. It dials databases that people name and shows what went wrong, so
// it holds nothing that it does not need: above all no PG* variable, which drivers read by themselves.
import { SETTING_NAMES } from '../lib/env';

const KEPT = new Set<string>([
  ...SETTING_NAMES,
  'PATH',
  'HOME',
  'USER',
  'TZ',
  'LANG',
  'TMPDIR',
  'NO_PROXY',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  // Windows starts no process without them.
  'SystemRoot',
  'ComSpec',
]);
/** Node's own, and those by which AWS's SDK finds credentials, its container and its region. */
const KEPT_FAMILIES = /^(?:AWS_|NODE_|LC_)/;

/** Tells Next that `.env` has been read: it would add all that the file holds to the server's own environment. */
const SETTINGS_READ = ['__NEXT_PROCESSED_ENV', 'true'] as const;
/** What the SDK says of future versions of Node concerns who maintains this, not who runs it. */
const NO_NOTICE = ['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true'] as const;

/** The variables of `source` that the web server needs. */
export function serverEnv(source: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(source).filter(
    ([name]) => KEPT.has(name) || KEPT.has(name.toUpperCase()) || KEPT_FAMILIES.test(name),
  );
  return Object.fromEntries([NO_NOTICE, ...kept, SETTINGS_READ]) as NodeJS.ProcessEnv;
}
