import { describe, expect, it } from 'vitest';
import { redshift } from '@/lib/connectors/redshift';
import { cleanedFields, startValues } from './start-values';

const clean = {
  conn_id: 'a',
  type: 'redshift',
  enabled: true,
  host: 'h',
  port: 5439,
  user: 'u',
  database: 'd',
};

describe('startValues', () => {
  it('writes the type as lava spells it', () => {
    expect(startValues(redshift, { ...clean, type: 'RedShift' }).fields.type).toBe('redshift');
  });
});

describe('cleanedFields', () => {
  it('is empty for clean values', () => {
    expect(cleanedFields(redshift, clean)).toEqual([]);
  });

  it('tells what lava reads out of unclean values', () => {
    expect(cleanedFields(redshift, { ...clean, enabled: 'false', port: '5439', type: 'Redshift' })).toEqual([
      { field: 'type', before: 'Redshift', after: 'redshift' },
      { field: 'enabled', before: 'false', after: true },
      { field: 'port', before: '5439', after: 5439 },
    ]);
  });
});
