import { log } from '../log';
import { redactedAwsMessage } from '../redacted-aws-message';
import { type AwsPorts, AwsRefusal } from '../resolution/ports';

function logRefusal(error: unknown): never {
  if (error instanceof AwsRefusal) {
    const { service, operation, awsCode, message } = error;
    const awsMessage = redactedAwsMessage(message);
    log.warn({ service, operation, awsCode, awsMessage }, 'AWS refused a call');
  }
  throw error;
}

/**
 * The same ports; what AWS said when it refused goes, redacted, to the operator's log. The browser never gets it.
 */
export function loggedAws(ports: AwsPorts): AwsPorts {
  return {
    getParameter: (...args) => ports.getParameter(...args).catch(logRefusal),
    getSecretString: (...args) => ports.getSecretString(...args).catch(logRefusal),
    getClusterCredentials: (...args) => ports.getClusterCredentials(...args).catch(logRefusal),
    getServerlessCredentials: (...args) => ports.getServerlessCredentials(...args).catch(logRefusal),
    assumeRole: (...args) => ports.assumeRole(...args).catch(logRefusal),
    rdsToken: (...args) => ports.rdsToken(...args).catch(logRefusal),
  };
}
