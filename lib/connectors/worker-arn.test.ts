import { expect, it } from 'vitest';
import { workerKind } from './worker-arn';

it.each([
  ['arn:aws:iam::123456789012:role/lava-dev-worker', 'role'],
  ['arn:aws-cn:iam::123456789012:role/lava/dev/worker', 'role'],
  ['arn:aws:iam::123456789012:user/lava-worker', 'user'],
  ['arn:aws:iam::123456789012:user/lava/dev/worker@example.com', 'user'],
  ['arn:aws:iam::123456789012:user/', undefined],
  ['arn:aws:iam::123456789012:group/workers', undefined],
  ['arn:aws:iam::123456789012:root', undefined],
  ['arn:aws:sts::123456789012:assumed-role/worker/session', undefined],
  ['lava-worker', undefined],
])('%s is of a %s', (arn, kind) => {
  expect(workerKind(arn)).toBe(kind);
});
