import { readEnv } from '../env';
import { ServiceError } from '../services/errors';
import { companyProvider } from './company-provider';
import { currentActor } from './current-actor';
import { localPath } from './local-path';
import { mayUseSandboxPeople, SANDBOX_PEOPLE } from './sandbox-people';

const COMPANY_PROBLEMS: Readonly<Record<string, string>> = {
  access_denied: 'The company’s sign-in was cancelled there.',
  account_not_linked:
    'There is a person with this e-mail address here, but the company’s sign-in does not say that the address is yours. Sign in with your password.',
  address_taken:
    'Another account of the company came in with this e-mail address before. Ask an admin to look at that person under People: to disable it, or to reset its sign-in when both are you.',
  address_not_verified:
    'The company’s sign-in says that nobody has checked your e-mail address. Have it verified there, then try again.',
  email_not_found: 'The company’s sign-in gave no e-mail address. Ask whoever runs it to pass it on.',
  unable_to_get_user_info:
    'The company’s sign-in did not say who you are. Ask whoever runs it to look at its log.',
  disabled: 'An admin has disabled this person. Ask them to enable it again.',
};

/** What the sign-in page offers to this request. */
export async function signInChoices(
  headers: Headers,
  given: { readonly next?: string | string[] | undefined; readonly error?: string | string[] | undefined },
) {
  const { OIDC_NAME } = readEnv();
  const error = [given.error].flat()[0];
  return {
    signedIn: await isSignedIn(headers),
    next: localPath([given.next].flat()[0]),
    company: companyProvider() ? OIDC_NAME : null,
    sandbox: mayUseSandboxPeople(headers) ? SANDBOX_PEOPLE : [],
    problem:
      error === undefined
        ? null
        : (COMPANY_PROBLEMS[error.toLowerCase()] ??
          'The company’s sign-in did not work. Try again; if it stays, ask an admin to look at the log.'),
  };
}

async function isSignedIn(headers: Headers): Promise<boolean> {
  try {
    await currentActor(headers);
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}
