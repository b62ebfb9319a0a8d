import { expect, it } from 'vitest';
import type { MintedDto } from '@/lib/services/credentials/credentials-dto';
import { mintsFor } from './minted-table';

const ROW: MintedDto = {
  id: 'a5b8b1f0-0000-4000-8000-000000000001',
  connId: 'etl',
  connectionExists: true,
  runId: null,
  method: 'iam',
  cluster: 'analytics',
  database: 'warehouse',
  requestedUser: 'etl',
  returnedUser: 'IAM:etl',
  durationSeconds: 900,
  mintedAt: '2026-01-01T10:00:00.000Z',
  expiresAt: '2026-01-01T10:15:00.000Z',
  mintedBy: 'admin',
  held: true,
  usedBy: ['another', 'etl'],
};

it.each<[string, Partial<MintedDto>, string | undefined]>([
  ['the connection it was minted for', {}, 'etl'],
  ['another that logs in so when that one was changed since', { usedBy: ['another'] }, 'another'],
  ['another that logs in so when that one is gone', { connectionExists: false, usedBy: ['b'] }, 'b'],
  ['none when none logs in so any more', { usedBy: [] }, undefined],
  ['none for a token of RDS', { method: 'rds-token' }, undefined],
])('mints a login anew through %s', (_, fields, connId) => {
  expect(mintsFor({ ...ROW, ...fields })).toBe(connId);
});
