import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/** By the texts besides Node's own, which are the operator's and therefore few. */
const CONTEXTS = new Map<string, SecureContext>();

/**
 * What a TLS connection trusts: Node's own authorities and those of the PEM texts. Made once, because reading the
 * authorities takes longer than all the rest of a test.
 */
export function trustedRoots(extraCa: readonly string[]): SecureContext {
  const key = extraCa.join('\n');
  let context = CONTEXTS.get(key);
  if (!context) {
    context = createSecureContext({ ca: [...rootCertificates, ...extraCa] });
    CONTEXTS.set(key, context);
  }
  return context;
}
