import { readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/**
 * Where systems keep the authorities that they trust, all in one file (as Go's crypto/x509 looks for them). Windows has
 * no such file.
 */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** By the texts besides Node's and the system's own, which are the operator's and therefore few. */
const CONTEXTS = new Map<string, SecureContext>();

/**
 * What a TLS connection trusts: the authorities of the system, as the drivers do, Node's own, and those of the PEM
 * texts. Made once, because reading the authorities takes longer than all the rest of a test.
 *
 * @param bundles where the system's authorities may be, on each system in another file
 */
export function trustedRoots(
  extraCa: readonly string[],
  bundles: readonly string[] = SYSTEM_BUNDLES,
): SecureContext {
  const key = [...bundles, ...extraCa].join('\n');
  let context = CONTEXTS.get(key);
  if (!context) {
    context = createSecureContext({ ca: [...rootCertificates, ...systemRoots(bundles), ...extraCa] });
    CONTEXTS.set(key, context);
  }
  return context;
}

/** The text of the first bundle that can be read, if any. */
function systemRoots(bundles: readonly string[]): readonly string[] {
  for (const file of bundles) {
    try {
      return [readFileSync(file, 'utf8')];
    } catch {
      // Another system keeps them in another file.
    }
  }
  return [];
}
