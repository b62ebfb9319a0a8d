import type { ResolutionCode } from '../connectors/stage-codes';
import type { AwsRefusal } from './ports';
import { failed, type StepOutcome } from './step';

/** What a call was about, in the admin's words. */
export interface CallSubject {
  readonly service: AwsRefusal['service'];
  /** What was asked for: "the parameter `/lava/dev/x`". */
  readonly what: string;
  /** The IAM action needed. */
  readonly permission: string;
  readonly field: string;
}

type Words = readonly [code: ResolutionCode, message: string, hint: string];

/**
 * Turns a refusal by AWS into a failed step. AWS's own message is left out: it holds account ids and ARNs.
 */
export function explainRefusal(refusal: AwsRefusal, subject: CallSubject): StepOutcome {
  const [code, message, hint] = words(refusal, subject);
  return { ...failed(code, message, hint, subject.field), awsCode: refusal.awsCode };
}

/** A refusal whose meaning only the step knows. */
export function refusedAs(
  refusal: AwsRefusal,
  code: ResolutionCode,
  message: string,
  hint: string,
  field: string,
): StepOutcome {
  return { ...failed(code, message, hint, field), awsCode: refusal.awsCode };
}

function words(refusal: AwsRefusal, { service, what, permission }: CallSubject): Words {
  const call = refusal.operation;
  if (refusal.service !== service) {
    return [
      'REALM_ROLE_REFUSED',
      `The role that this realm's calls are made with could not be assumed, so ${what} was not asked for.`,
      "Check the realm's role and external id, and that the role's trust policy lets this console assume it.",
    ];
  }
  switch (refusal.awsCode) {
    case 'AccessDenied':
    case 'AccessDeniedException':
    case 'UnauthorizedOperation':
      return [
        'ACCESS_DENIED',
        `AWS denied ${call} for ${what}.`,
        `Allow \`${permission}\` on it, in the policy of whoever makes the call and in the resource's own policy.`,
      ];
    case 'DecryptionFailure':
    case 'InvalidKeyId':
    case 'KMSAccessDeniedException':
    case 'KMSKeyNotAccessibleFault':
      return [
        'DECRYPTION_FAILED',
        `AWS could not decrypt ${what}.`,
        'Check that its KMS key exists and is enabled, and allow `kms:Decrypt` on it.',
      ];
    case 'Throttling':
    case 'ThrottlingException':
    case 'RequestLimitExceeded':
    case 'TooManyRequestsException':
      return [
        'THROTTLED',
        `AWS is throttling ${call}: too many calls in this account and region.`,
        'Wait a minute and try again. lava caches no temporary credentials, so many jobs starting at once do the same.',
      ];
    case 'CredentialsProviderError':
      return [
        'AWS_CREDENTIALS_MISSING',
        'No AWS credentials were found to make the call with.',
        'Give the process credentials: an instance or task role, a profile, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
      ];
    case 'ExpiredToken':
    case 'ExpiredTokenException':
    case 'InvalidClientTokenId':
    case 'UnrecognizedClientException':
    case 'InvalidSignatureException':
    case 'SignatureDoesNotMatch':
    case 'IncompleteSignature':
    case 'MissingAuthenticationToken':
    case 'MissingAuthenticationTokenException':
      return [
        'AWS_CREDENTIALS_REJECTED',
        'AWS does not accept the credentials that the call was signed with.',
        'Renew them if they have expired; otherwise check the access key and the clock of this machine.',
      ];
    case 'InsecureEndpoint':
      return [
        'AWS_ENDPOINT_REFUSED',
        'The AWS endpoint that is set does not use https, so nothing was sent to it.',
        'Use an https endpoint in AWS_ENDPOINT_URL, or remove the setting.',
      ];
    case 'TimeoutError':
      return [
        'AWS_TIMEOUT',
        `AWS did not answer ${call} in time.`,
        'Check the network path to the AWS endpoint (VPC endpoint, proxy, security group), then try again.',
      ];
    case 'NetworkError':
      return [
        'AWS_UNREACHABLE',
        `The AWS endpoint for ${call} could not be reached.`,
        'Check the region, the name resolution and the network path to the AWS endpoint.',
      ];
    default:
      return [
        'AWS_REFUSED',
        `AWS refused ${call} for ${what} (${refusal.awsCode}).`,
        'Look the code up in the documentation of the call; the full answer is in the log of the server.',
      ];
  }
}
