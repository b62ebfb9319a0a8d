import { describe, expect, it } from 'vitest';
import { concernedJobs, jobsText } from './jobs-query';

const job = (jobId: string, enabled: boolean) => ({
  jobId,
  enabled,
  type: null,
  description: null,
  owner: null,
  schedule: null,
  worker: null,
  dispatcher: null,
});

describe('concernedJobs', () => {
  it('names a job once with all its connections, enabled ones first', () => {
    const jobs = concernedJobs({
      readAt: '2026-11-23T00:00:00.000Z',
      connections: [
        { connId: 'a', jobs: [job('z', true), job('b', false)] },
        { connId: 'b', jobs: [job('z', true), job('c', true)] },
      ],
    });
    expect(jobs.map(({ jobId, enabled, connIds }) => [jobId, enabled, connIds])).toEqual([
      ['c', true, ['b']],
      ['z', true, ['a', 'b']],
      ['b', false, ['a']],
    ]);
  });
});

describe('jobsText', () => {
  it.each([
    [1, 1, '1 job, enabled'],
    [1, 0, '1 job, not enabled'],
    [2, 2, '2 jobs, all of them enabled'],
    [3, 0, '3 jobs, none of them enabled'],
    [1200, 7, '1,200 jobs, 7 of them enabled'],
  ])('says %i jobs with %i enabled as %j', (jobs, enabled, words) => {
    expect(jobsText(jobs, enabled)).toBe(words);
  });
});
