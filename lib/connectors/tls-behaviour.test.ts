import { describe, expect, it } from 'vitest';
import { tlsBehaviour, tlsBehaviourOf } from './tls-behaviour';

describe('tlsBehaviour', () => {
  it.each([
    ['pg8000', undefined, 'prefer', false],
    ['pg8000', false, 'prefer', false],
    ['pg8000', null, 'prefer', false],
    ['pg8000', '', 'prefer', false],
    ['pg8000', 0, 'prefer', false],
    ['pg8000', true, 'require', false],
    ['pg8000', 'true', 'require', false],
    ['pg8000', 'false', 'require', false],
    ['pg8000', 1, 'require', false],
    ['redshift', undefined, 'never', false],
    ['redshift', false, 'never', false],
    ['redshift', true, 'require', true],
    ['redshift', 'true', 'never', false],
    ['redshift', 1, 'never', false],
    ['redshift', null, 'require', true],
  ])('of %s with ssl %j: %s, chain checked %s', (subtype, ssl, asks, verifiesChain) => {
    expect(tlsBehaviour(subtype, ssl, 'redshift')).toMatchObject({ asks, verifiesChain });
  });

  it('is the same for pg8000 on PostgreSQL', () => {
    expect(tlsBehaviour('pg8000', true, 'postgresql')).toMatchObject({
      asks: 'require',
      verifiesChain: false,
    });
  });

  it.each([
    [undefined, 'prefer'],
    [false, 'prefer'],
    [true, 'require'],
    ['false', 'require'],
  ])('of pygresql on PostgreSQL with ssl %j is libpq’s %s', (ssl, asks) => {
    expect(tlsBehaviour('pygresql', ssl, 'postgresql')).toMatchObject({
      asks,
      verifiesChain: false,
      summary: expect.stringContaining('libpq'),
    });
  });

  it('is unknown for drivers lava refuses and for other databases', () => {
    expect(tlsBehaviour('pygresql', true, 'redshift')).toBeNull();
    expect(tlsBehaviour('PG8000', true, 'redshift')).toBeNull();
    expect(tlsBehaviour('', true, 'redshift')).toBeNull();
    expect(tlsBehaviour('redshift', true, 'postgresql')).toBeNull();
    expect(tlsBehaviour('pymysql', true, 'mysql')).toBeNull();
  });
});

describe('tlsBehaviourOf', () => {
  it('takes the default driver only where the key is absent', () => {
    expect(tlsBehaviourOf({ type: 'redshift' })?.asks).toBe('prefer');
    expect(tlsBehaviourOf({ type: 'Redshift', subtype: 'redshift' })?.asks).toBe('never');
    expect(tlsBehaviourOf({ type: 'redshift', subtype: null })).toBeNull();
    expect(tlsBehaviourOf({ type: 'nonsense' })).toBeNull();
  });

  it('tells an absent ssl from null', () => {
    expect(tlsBehaviourOf({ type: 'redshift', subtype: 'redshift', ssl: null })?.asks).toBe('require');
    expect(tlsBehaviourOf({ type: 'redshift', subtype: 'redshift' })?.asks).toBe('never');
  });
});
