import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A server's certificate with its key, and the authority that signed it; all PEM texts. */
export interface ServerCertificate {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const TEN_YEARS_MS = 10 * 365 * 24 * 3_600_000;

/** Makes a certification authority of its own and one server certificate under it, both good for ten years. */
export async function createServerCertificate(
  authority: string,
  hostName: string,
): Promise<ServerCertificate> {
  const [caKeys, keys] = await Promise.all([generateKeys(), generateKeys()]);
  const notBefore = new Date(Date.now() - 24 * 3_600_000);
  const notAfter = new Date(notBefore.getTime() + TEN_YEARS_MS);
  const ca: X509Certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${authority}`,
    keys: caKeys,
    notBefore,
    notAfter,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  const server = await X509CertificateGenerator.create({
    subject: `CN=${hostName}`,
    issuer: ca.subject,
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    notBefore,
    notAfter,
    extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: hostName }])],
  });
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    ca: ca.toString('pem'),
    cert: server.toString('pem'),
    key: PemConverter.encode(key, 'PRIVATE KEY'),
  };
}

function generateKeys() {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}
