import { describe, expect, it } from 'vitest';
import type { Credentials } from '../resolution/resolution';
import { type LoginFacts, loginFailure } from './sql-state';

const FACTS: LoginFacts = {
  encryption: 'unchecked',
  passwordFrom: 'the SSM parameter /lava/dev/etl',
  now: 1000,
};

const codeOf = (sqlState: string, text = '', facts: Partial<LoginFacts> = {}) =>
  loginFailure({ sqlState, text }, { ...FACTS, ...facts }).code;

describe('loginFailure', () => {
  it.each([
    ['3D000', 'DATABASE_UNKNOWN'],
    ['42501', 'DATABASE_NOT_PERMITTED'],
    ['53300', 'TOO_MANY_CONNECTIONS'],
    ['57P03', 'SERVER_NOT_READY'],
    ['28P01', 'PASSWORD_REFUSED'],
    ['28000', 'PASSWORD_REFUSED'],
    ['XX000', 'LOGIN_FAILED'],
    ['unknown', 'LOGIN_FAILED'],
  ])('%s is %s', (sqlState, code) => {
    expect(codeOf(sqlState)).toBe(code);
  });

  it('tells a demand for TLS from a rule that is missing', () => {
    const text = 'no pg_hba.conf entry for host "10.0.0.1", user "etl", database "db", no encryption';
    expect(codeOf('28000', text, { encryption: 'plaintext' })).toBe('TLS_DEMANDED_BY_SERVER');
    expect(codeOf('28000', text)).toBe('ADDRESS_NOT_ADMITTED');
  });

  it('never repeats what the server said', () => {
    for (const sqlState of ['3D000', '28P01', 'XX000']) {
      const { notes } = loginFailure({ sqlState, text: 'the raw words' }, FACTS);
      expect(JSON.stringify(notes)).not.toContain('the raw words');
      expect(notes.details).toEqual({ sqlState });
    }
  });

  it('judges temporary credentials by their expiry and their kind', () => {
    const iam: Credentials = { method: 'iam', expiresAt: new Date(2000) };
    expect(codeOf('28P01', '', { credentials: iam })).toBe('IAM_USER_UNKNOWN');
    expect(codeOf('28000', '', { credentials: iam })).toBe('IAM_USER_UNKNOWN');
    expect(codeOf('28P01', '', { credentials: iam, now: 2000 })).toBe('CREDENTIALS_EXPIRED');
    const token: Credentials = { method: 'rds-token', expiresAt: new Date(2000) };
    const stop = loginFailure({ sqlState: '28P01', text: '' }, { ...FACTS, credentials: token });
    expect(stop.notes.hint).toContain('rds_iam');
  });

  it('quotes a user name in its SQL where that is needed', () => {
    const hintFor = (requestedUser: string) =>
      loginFailure(
        { sqlState: '28P01', text: '' },
        {
          ...FACTS,
          credentials: {
            method: 'iam',
            expiresAt: new Date(2000),
            minted: {
              mintedAt: new Date(0),
              durationSeconds: 900,
              cluster: 'c',
              database: 'd',
              requestedUser,
              returnedUser: `IAM:${requestedUser}`,
            },
          },
        },
      ).notes.hint;
    expect(hintFor('etl')).toContain('CREATE USER etl PASSWORD DISABLE;');
    expect(hintFor('e"x; drop')).toContain('CREATE USER "e""x; drop" PASSWORD DISABLE;');
  });
});
