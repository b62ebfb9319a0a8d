import { type AwsPorts, AwsRefusal } from '../../resolution/ports';
import { wasDenied } from '../aws-help/aws-answer';

/** The same ports, and which IAM action was last denied to them: AWS's own words tell, which no page ever shows. */
export function watchDenials(ports: AwsPorts): { readonly aws: AwsPorts; denied(): string | undefined } {
  let action: string | undefined;
  const watch = (error: unknown): never => {
    if (error instanceof AwsRefusal) action = deniedAction(error) ?? action;
    throw error;
  };
  return {
    denied: () => action,
    aws: {
      getParameter: (...args) => ports.getParameter(...args).catch(watch),
      getSecretString: (...args) => ports.getSecretString(...args).catch(watch),
      getClusterCredentials: (...args) => ports.getClusterCredentials(...args).catch(watch),
      getServerlessCredentials: (...args) => ports.getServerlessCredentials(...args).catch(watch),
      assumeRole: (...args) => ports.assumeRole(...args).catch(watch),
      rdsToken: (...args) => ports.rdsToken(...args).catch(watch),
    },
  };
}

/** SSM and Secrets Manager pass on what KMS says, which for a key that may not be used names no action. */
function deniedAction(refusal: AwsRefusal): string | undefined {
  const { service, operation, message, awsCode } = refusal;
  const isKms = /^KMS|DecryptionFailure/.test(awsCode) || /ciphertext|AWSKMS/i.test(message);
  if (!wasDenied(refusal) && !isKms) return undefined;
  const [, named] = /not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)/.exec(message) ?? [];
  return named ?? (isKms ? 'kms:Decrypt' : `${service}:${operation}`);
}
