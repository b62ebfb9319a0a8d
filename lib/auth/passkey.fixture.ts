import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { CONSOLE } from './sign-in.fixture';

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const url = (data: string | Buffer) => Buffer.from(data).toString('base64url');
/** CBOR: a text, or bytes, of fewer than 256. */
const text = (value: string) => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
const bytes = (value: Buffer) => Buffer.concat([Buffer.from([0x58, value.length]), value]);

/** A device that makes one passkey and signs in with it, having asked for its PIN. */
export function passkeyDevice() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(16);
  // A key of COSE: EC2, ES256, P-256, and the point.
  const key = Buffer.concat([
    Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]),
    bytes(Buffer.from(x, 'base64url')),
    Buffer.from([0x22]),
    bytes(Buffer.from(y, 'base64url')),
  ]);
  let uses = 0;
  const about = (flags: number) => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++uses);
    return Buffer.concat([sha256('localhost'), Buffer.from([flags]), counter]);
  };
  const answer = (type: string, challenge: string, more: (client: Buffer) => Record<string, string>) => {
    const client = Buffer.from(JSON.stringify({ type, challenge, origin: CONSOLE, crossOrigin: false }));
    const response = { clientDataJSON: url(client), ...more(client) };
    return { id: url(id), rawId: url(id), type: 'public-key', clientExtensionResults: {}, response };
  };
  return {
    register: (challenge: string) =>
      answer('webauthn.create', challenge, () => {
        const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
        const parts = [text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0]), text('authData')];
        const attestation = [Buffer.from([0xa3]), ...parts, bytes(Buffer.concat([about(0x45), credential]))];
        return { attestationObject: url(Buffer.concat(attestation)) };
      }),
    /** `verified`: the device has asked for a PIN or a finger. */
    signIn: (challenge: string, { verified = true } = {}) =>
      answer('webauthn.get', challenge, (client) => {
        const data = about(verified ? 0x05 : 0x01);
        const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey);
        return { authenticatorData: url(data), signature: url(signature) };
      }),
  };
}
