import { afterEach, expect, it, vi } from 'vitest';
import { createAwsPorts } from '../aws/aws-ports';
import { log } from '../log';
import { AwsRefusal } from '../resolution/ports';
import { askAws } from './aws-help/aws-answer';
import { tableRefusal } from './lava/table-refusal';
import { loggedAws } from './logged-aws';

afterEach(() => vi.restoreAllMocks());

const refused = new AwsRefusal(
  'ssm',
  'GetParameter',
  'AccessDeniedException',
  'User: arn:aws:sts::123456789012:assumed-role/lava/job of 123456789012 may not read "CANARY-value-of-somebody"',
);

it.each([
  [
    'a resolution',
    () => {
      const ports = createAwsPorts({ region: 'eu-central-1' });
      const getParameter = () => Promise.reject(refused);
      return loggedAws({ ...ports, getParameter }).getParameter('/lava/dev/crm', AbortSignal.timeout(1_000));
    },
  ],
  ['lava’s table', async () => tableRefusal(refused, 'lava-connections')],
  ['what helps people', () => askAws('ssm:GetParameter', () => Promise.reject(refused))],
])('logs a refusal of %s without ARN, account id and what was sent', async (_, ask) => {
  const told = vi.spyOn(log, 'warn').mockReturnValue();
  await ask().catch(() => undefined);
  expect(told).toHaveBeenCalledOnce();
  const line = JSON.stringify(told.mock.calls);
  expect(line).toContain('AccessDeniedException');
  expect(line).toContain('User: [arn] of [account] may not read');
  expect(line).not.toMatch(/arn:aws|\d{12}|CANARY/);
});
