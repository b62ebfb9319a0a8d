import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobOf } from './lava-job';

const JOB = { job_id: 'load/orders', type: 'db_from_s3', worker: 'core', payload: '--' };
const connIds = (parameters: unknown) => jobOf({ ...JOB, parameters }).connIds;
const schedule = (value: unknown) => jobOf({ ...JOB, schedule: value }).schedule;

describe('jobOf', () => {
  it('tells what a whole job is', () => {
    expect(
      jobOf({
        ...JOB,
        enabled: true,
        description: 'Loads orders.',
        owner: 'orders@example.com',
        schedule: '30 2 * * *',
        dispatcher: 'Sydney',
        parameters: { db_conn_id: 'etl-warehouse', s3_conn_id: 'landing', bucket: 'conn_id' },
      }),
    ).toEqual({
      jobId: 'load/orders',
      type: 'db_from_s3',
      enabled: true,
      description: 'Loads orders.',
      owner: 'orders@example.com',
      schedule: '30 2 * * *',
      worker: 'core',
      dispatcher: 'Sydney',
      connIds: ['etl-warehouse', 'landing'],
    });
  });

  it.each([
    ['a map of labels', { connections: { src: 'b', dst: 'a' } }, ['a', 'b']],
    ['a list instead of a map', { connections: ['b', 'a'] }, ['a', 'b']],
    ['one instead of a map', { connections: 'a' }, ['a']],
    ['each parameter', { conn_id: 'a', db_conn_id: 'b', s3_conn_id: 'c', docker: 'd' }, ['a', 'b', 'c', 'd']],
    ['one that is named twice', { conn_id: 'a', connections: { one: 'a', two: 'a' } }, ['a']],
    ['a loop over a query', { foreach: { type: 'query', conn_id: 'a', query: 'select 1' } }, ['a']],
    [
      'names that mean something to objects',
      { conn_id: '__proto__', docker: 'constructor' },
      ['__proto__', 'constructor'],
    ],
  ])('finds the connections in %s', (_, parameters, expected) => {
    expect(connIds(parameters)).toEqual(expected);
  });

  it.each([
    ['other parameters', { bucket: 'a', vars: { conn_id: 'a' }, job_prefix: 'a' }],
    [
      'the chain, foreach and dag jobs that run others',
      { can_fail: true, foreach: { type: 'range' }, start: 'a' },
    ],
    ['what is no text', { conn_id: 7, docker: null, connections: { a: 1, b: [], c: {} } }],
    ['what is empty', { conn_id: '', connections: {} }],
    ['what Jinja makes at run time', { conn_id: '{{ globals.conn }}', docker: '{% if x %}a{% endif %}' }],
    ['what no connection can be called', { conn_id: 'a\0', docker: '\ud800' }],
    ['parameters that are no map', ['conn_id']],
  ])('finds none in %s', (_, parameters) => {
    expect(connIds(parameters)).toEqual([]);
  });

  // As lava 8.2 decides in lavacore.py and lava.py.
  it.each([
    [undefined, false],
    [false, false],
    [true, true],
    ['true', true],
    [' TRUE\n', true],
    ['false', false],
    ['yes', false],
    ['', false],
    ["{{ state['sid'] == 'on' }}", true],
    [0, true],
    [null, true],
  ])('reads enabled %j as %j', (enabled, expected) => {
    expect(jobOf({ ...JOB, ...(enabled !== undefined && { enabled }) }).enabled).toBe(expected);
  });

  it.each([
    ['0 * * * *', '0 * * * *'],
    ['  0 * * * * ', '0 * * * *'],
    [{ crontab: '0 * * * *' }, '0 * * * *'],
    [
      { crontab: '0 * * * *', from: '2026-01-01', to: '2026-06-30' },
      '0 * * * * from 2026-01-01 to 2026-06-30',
    ],
    [['0 6 * * *', { crontab: '0 9 * * 1', to: '2026-06-30' }], '0 6 * * *; 0 9 * * 1 to 2026-06-30'],
    [['0 6 * * *', '--', null, ''], '0 6 * * *'],
    [{ from: '2026-01-01' }, '{"from":"2026-01-01"}'],
    [5, '5'],
    ['--', null],
    ['', null],
    [null, null],
    [[], null],
    [undefined, null],
  ])('writes the schedule %j as %j', (given, expected) => {
    expect(schedule(given)).toBe(expected);
  });

  it('replaces what the database cannot hold', () => {
    expect(jobOf({ ...JOB, owner: 'a\0b', schedule: '\ud800 0 * * *' })).toMatchObject({
      owner: 'a\ufffdb',
      schedule: '\ufffd 0 * * *',
    });
  });

  it('takes any JSON, and gives only what can be stored', () => {
    const anyJob = fc.record(
      {
        job_id: fc.anything(),
        enabled: fc.anything(),
        owner: fc.string({ unit: 'binary' }),
        schedule: fc.anything(),
        parameters: fc.oneof(
          fc.anything(),
          fc.record({ connections: fc.anything(), conn_id: fc.anything(), foreach: fc.anything() }),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), anyJob), (item) => {
        const facts = jobOf(item);
        expect(JSON.stringify(facts)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
        expect(typeof facts.enabled).toBe('boolean');
        expect(facts.connIds).toEqual([...new Set(facts.connIds)].sort());
      }),
    );
  });
});
