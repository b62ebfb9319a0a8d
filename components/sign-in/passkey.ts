import { type AuthAnswer, authRequest } from './auth-request';

/** Whether this browser can use passkeys in the way that is needed here. */
export function knowsPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
}

/** Signs in with a passkey of this device. */
export async function signInWithPasskey(): Promise<AuthAnswer<unknown>> {
  const options = await authRequest<PublicKeyCredentialRequestOptionsJSON>(
    '/passkey/generate-authenticate-options',
  );
  if (!options.ok) return options;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.data);
  const credential = await asked(() => navigator.credentials.get({ publicKey }));
  return credential
    ? authRequest('/passkey/verify-authentication', { response: credential.toJSON() })
    : CANCELLED;
}

/** Makes a passkey on this device and adds it to the person. */
export async function addPasskey(name: string): Promise<AuthAnswer<unknown>> {
  const options = await authRequest<PublicKeyCredentialCreationOptionsJSON>(
    '/passkey/generate-register-options',
  );
  if (!options.ok) return options;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options.data);
  const credential = await asked(() => navigator.credentials.create({ publicKey }));
  return credential
    ? authRequest('/passkey/verify-registration', { response: credential.toJSON(), name })
    : CANCELLED;
}

const CANCELLED: AuthAnswer<never> = {
  ok: false,
  code: 'CANCELLED',
  message: 'No passkey was used: the device was not asked, or it said no.',
};

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential | null> {
  try {
    const credential = await ask();
    return credential instanceof PublicKeyCredential ? credential : null;
  } catch {
    return null;
  }
}
