import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carryValues } from './carry-values';
import { emptyFormValues, type FormValues, specOf } from './form-values';
import { postgres } from './postgres';
import { postgresRds } from './postgres-rds';
import { redshift } from './redshift';
import { redshiftServerless } from './redshift-serverless';
import { CONNECTORS } from './registry';

const anyConnector = fc.constantFrom(...CONNECTORS);

describe('carryValues', () => {
  it('keeps every text that both types know, and brings all of it back', () => {
    const texts = fc.dictionary(
      fc.constantFrom('conn_id', 'host', 'database', 'user', 'owner', 'cluster_id', 'role_arn'),
      fc.string(),
    );
    fc.assert(
      fc.property(anyConnector, anyConnector, texts, (from, to, fields) => {
        const start = emptyFormValues(from);
        const known = Object.fromEntries(Object.entries(fields).filter(([name]) => name in start.fields));
        const typed: FormValues = { ...start, fields: { ...start.fields, ...known } };
        const carried = carryValues(from, to, typed);
        for (const [name, value] of Object.entries(known)) expect(carried.fields[name]).toBe(value);
        expect(carried.fields.type).toBe(to.type);
        expect(to.loginChoices).toContain(carried.login);
        const back = carryValues(to, from, carried);
        expect(specOf(from, { ...back, login: start.login })).toEqual(specOf(from, typed));
      }),
    );
  });

  it('takes over the usual port of the new type, and keeps one that was typed', () => {
    const values = emptyFormValues(redshift);
    expect(carryValues(redshift, postgres, values).fields.port).toBe('5432');
    const typed = { ...values, fields: { ...values.fields, port: '6000' } };
    expect(carryValues(redshift, postgres, typed).fields.port).toBe('6000');
  });

  it('keeps the way to log in where the new type knows it, and drops a driver it does not', () => {
    const values = emptyFormValues(redshift);
    expect(carryValues(redshift, redshiftServerless, values).login).toBe('iam');
    expect(carryValues(redshift, postgresRds, values).login).toBe('rds-token');
    const ssm = { ...values, login: 'ssm' as const, fields: { ...values.fields, subtype: 'redshift' } };
    const carried = carryValues(redshift, postgresRds, ssm);
    expect([carried.login, carried.fields.subtype]).toEqual(['ssm', '']);
  });
});
