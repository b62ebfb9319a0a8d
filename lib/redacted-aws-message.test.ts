import { expect, it } from 'vitest';
import { redactedAwsMessage } from './redacted-aws-message';

it.each([
  [
    'User: arn:aws:sts::123456789012:assumed-role/lava/job is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:eu-central-1:123456789012:parameter/lava/dev/crm because no policy allows it',
    'User: [arn] is not authorized to perform: ssm:GetParameter on resource: [arn] because no policy allows it',
  ],
  ['No such role (arn:aws-us-gov:iam::123456789012:role/x).', 'No such role ([arn]).'],
  ['Account 123456789012, or 1234-5678-9012, is suspended', 'Account [account], or [account], is suspended'],
  ['role_123456789012_x of 1234567890123', 'role_[account]_x of 1234567890123'],
  ["Value 'a value that somebody pasted' at 'parameterName' failed", "Value '…' at 'parameterName' failed"],
  ['The value "it\'s a value\nof two lines, at least" is wrong', 'The value "…" is wrong'],
  ["The caller's session isn't valid, and the role's policy doesn't say why", undefined],
  ['Rate exceeded', undefined],
  ['AccessDenied. Added meanwhile: a_rather_long_attribute_name', undefined],
])('%s', (said, logged) => {
  expect(redactedAwsMessage(said)).toBe(logged ?? said);
});
