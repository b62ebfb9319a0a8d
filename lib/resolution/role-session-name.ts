import { isTruthy } from '../connectors/python-values';

const MAX_LENGTH = 64;

/**
 * The name lava gives to the STS session: its application name where realm and job id are known, else `lava`, reduced
 * to what STS takes (64 ASCII characters of `A-Za-z0-9_=,.@-`, the first of them a word character).
 */
export function roleSessionName(connId: unknown, job: { realm?: string; jobId?: string }): string {
  const name =
    job.realm && job.jobId && isTruthy(connId)
      ? `lv-${job.realm}-${job.jobId}`.replace(/['"\\]/g, '')
      : 'lava';
  return name
    .normalize('NFKD')
    .replace(/[^\0-\x7f]/g, '')
    .replace(/[^\w=,.@-]+/g, '.')
    .replace(/^\W+/, '')
    .slice(0, MAX_LENGTH);
}
