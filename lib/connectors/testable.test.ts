import { describe, expect, it } from 'vitest';
import { CONNECTION_TYPES } from './connection-types';
import { untestableReason } from './testable';
import { wakesCompute } from './wakes-compute';

describe('untestableReason', () => {
  it('is none for what speaks the language of PostgreSQL', () => {
    const testable = CONNECTION_TYPES.filter(({ type }) => untestableReason(type) === undefined);
    expect(testable.map(({ type }) => type)).toEqual([
      'redshift',
      'redshift-serverless',
      'postgres',
      'psql',
      'postgres-rds',
      'postgres-aurora',
    ]);
    expect(untestableReason('PostgreSQL')).toBeUndefined();
  });

  it('names the type, and says when lava does not know it', () => {
    expect(untestableReason('slack')).toContain('not to "slack"');
    expect(untestableReason('mysql')).toContain('tests log in to Redshift and PostgreSQL only');
    expect(untestableReason('teradata')).toContain('lava knows no connection of the type "teradata"');
    expect(untestableReason(undefined)).toContain('lava knows no connection of this type');
  });
});

describe('wakesCompute', () => {
  it('is true for Serverless by type or host', () => {
    const host = 'wg.123456789012.us-east-1.redshift-serverless.amazonaws.com';
    expect(wakesCompute({ type: 'redshift-serverless', host: '10.0.0.1' })).toBe(true);
    expect(wakesCompute({ type: 'redshift', host })).toBe(true);
    expect(wakesCompute({ type: 'redshift', host: 'c.x.us-east-1.redshift.amazonaws.com' })).toBe(false);
    expect(wakesCompute({})).toBe(false);
  });
});
