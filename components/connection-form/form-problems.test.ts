import { describe, expect, it } from 'vitest';
import { emptyFormValues, type FormValues } from '@/lib/connectors/form-values';
import { redshift } from '@/lib/connectors/redshift';
import { formProblems } from './form-problems';

const start = emptyFormValues(redshift);

function filled(fields: Record<string, string | boolean>, rest: Partial<FormValues> = {}): FormValues {
  const usual = { conn_id: 'etl', host: 'h.example.com', port: '5439', database: 'd', user: 'etl' };
  return { ...start, fields: { ...start.fields, ...usual, ...fields }, ...rest };
}

function paths(values: FormValues, withheld?: Record<string, string>): string[] {
  return formProblems(redshift, values, { realm: 'dev', ...(withheld && { withheld }) }).map(
    ({ path }) => path,
  );
}

describe('formProblems', () => {
  it('finds nothing wrong with a complete form', () => {
    expect(paths(filled({}))).toEqual([]);
  });

  it('asks for the parameter and the secret the login is about', () => {
    expect(paths(filled({}, { login: 'ssm' }))).toEqual(['password']);
    expect(paths(filled({}, { login: 'secret' }))).toEqual(['secret_id']);
  });

  it('leaves to the secret what a secret can supply', () => {
    const fields = { secret_id: '/lava/dev/x', host: '', port: '', database: '', user: '' };
    expect(paths(filled(fields, { login: 'secret' }))).toEqual([]);
  });

  it('asks for the secret alone while it could supply the rest, and in the order of the form', () => {
    const fields = { conn_id: '', host: '', port: '', database: '', user: '' };
    expect(paths(filled(fields, { login: 'secret' }))).toEqual(['secret_id', 'conn_id']);
    expect(paths(filled(fields, { login: 'ssm' }))).toEqual([
      'password',
      'host',
      'port',
      'database',
      'user',
      'conn_id',
    ]);
  });

  it('keeps a form from being saved while text was withheld, and says why first', () => {
    const withheld = { password: 'This looks like a password.' };
    const problems = formProblems(redshift, filled({}, { login: 'ssm' }), { realm: 'dev', withheld });
    expect(problems).toEqual([{ path: 'password', message: 'This looks like a password.' }]);
    expect(paths(filled({}), withheld)).toEqual([]);
  });

  it('refuses own fields that would hide another field, stand twice or have no name', () => {
    const extras = [
      { key: 'host', value: 'elsewhere' },
      { key: 'x-team', value: 'a' },
      { key: 'x-team', value: 'b' },
      { key: '', value: 'c' },
    ];
    expect(paths(filled({}, { extras }))).toEqual(['host', '', 'x-team']);
  });

  it('refuses values of own fields that would not be kept as they are written', () => {
    const extras = [
      { key: 'x-ticket', value: '12345678901234567890' },
      { key: 'x-team', value: '{"a":1}' },
    ];
    expect(paths(filled({}, { extras }))).toEqual(['x-ticket']);
  });
});
