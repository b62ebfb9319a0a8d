import { log } from '../../log';
import { redactedAwsMessage } from '../../redacted-aws-message';
import { AwsRefusal } from '../../resolution/ports';
import { ServiceError } from '../errors';
import { isThrottling } from './until-not-throttled';

/**
 * What DynamoDB refused, in words for people; anything else as it is. AWS's own message goes, redacted, to the
 * operator's log.
 */
export function tableRefusal(error: unknown, table: string): unknown {
  if (!(error instanceof AwsRefusal)) return error;
  const { service, operation, awsCode } = error;
  const awsMessage = redactedAwsMessage(error.message);
  log.warn({ service, operation, awsCode, awsMessage, table }, 'AWS refused a call');
  return new ServiceError('UNAVAILABLE', ...wordsFor(awsCode, operation, table));
}

function wordsFor(awsCode: string, operation: string, table: string): [string, { hint: string }] {
  if (awsCode === 'ResourceNotFoundException') {
    return [
      `There is no DynamoDB table ${table} in this account and region.`,
      { hint: 'Check the name of the table, the region and the role in the settings of the realm.' },
    ];
  }
  if (/AccessDenied|NotAuthorized|Unauthorized/.test(awsCode)) {
    return [
      `AWS denies dynamodb:${operation} on the table ${table}.`,
      {
        hint: `Add dynamodb:${operation} on this table to the policy of the role that the console uses there.`,
      },
    ];
  }
  if (isThrottling(awsCode)) {
    return [
      `DynamoDB throttles: the table ${table} has no capacity left.`,
      { hint: 'Nothing half-read or half-written was kept. Try again when the table is less busy.' },
    ];
  }
  if (awsCode === 'ValidationException') {
    return [
      'DynamoDB does not accept this item: a value is too large, nested too deeply, or a name is empty.',
      { hint: 'Look at its fields, correct it and publish again.' },
    ];
  }
  if (awsCode === 'ItemTooComplex') {
    return [
      'More of its attributes change than DynamoDB can check in one write.',
      {
        hint: 'Change and publish some of them first, then the others; or change it in lava’s table, then pull.',
      },
    ];
  }
  if (awsCode === 'ItemNotPutBack') {
    return [
      'Somebody changed it at the very moment it was deleted, and it could not be put back.',
      { hint: 'Pull, then restore it here and publish it; the server’s log names the attributes.' },
    ];
  }
  return [
    `DynamoDB did not answer ${operation} on the table ${table} as hoped (${awsCode}).`,
    { hint: 'Check the region, the role and the network, then try again.' },
  ];
}
