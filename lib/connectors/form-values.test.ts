import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formSchema } from './form-schema';
import {
  emptyFormValues,
  extraValueProblem,
  type FormValues,
  formValuesOf,
  isFieldShown,
  repeatedExtraKeys,
  specOf,
} from './form-values';
import { redshift } from './redshift';
import type { Spec } from './spec';

const IAM: Spec = {
  conn_id: 'c',
  enabled: true,
  type: 'redshift',
  host: 'dwh.abc123.ap-southeast-2.redshift.amazonaws.com',
  port: 5439,
  database: 'db',
  user: 'etl',
};

function edit(values: FormValues, fields: FormValues['fields'], login = values.login): FormValues {
  return { ...values, login, fields: { ...values.fields, ...fields } };
}

function roundTrip(spec: Spec): Spec {
  return specOf(redshift, formValuesOf(redshift, spec), spec);
}

describe('form values', () => {
  it('start with what has one sensible value', () => {
    const values = emptyFormValues(redshift);
    expect(values).toMatchObject({
      login: 'iam',
      extras: [],
      fields: { type: 'redshift', enabled: true, port: '5439', host: '', ssl: true },
    });
    expect(Object.keys(values.fields)).toEqual(redshift.fields.map((field) => field.name));
    expect(specOf(redshift, values)).toEqual({ enabled: true, port: 5439, ssl: true, type: 'redshift' });
  });

  it('leave empty texts and false switches out of a new spec', () => {
    const values = edit(emptyFormValues(redshift), { conn_id: 'c', enabled: false, ssl: true, owner: '' });
    expect(specOf(redshift, values)).toEqual({
      conn_id: 'c',
      enabled: false,
      port: 5439,
      ssl: true,
      type: 'redshift',
    });
  });

  it('keep a false that the stored spec says', () => {
    expect(roundTrip({ ...IAM, ssl: false })).toEqual({ ...IAM, ssl: false });
    expect(roundTrip(IAM)).toEqual(IAM);
    const off = edit(formValuesOf(redshift, { ...IAM, ssl: true }), { ssl: false });
    expect(specOf(redshift, off, { ...IAM, ssl: true })).toEqual({ ...IAM, ssl: false });
  });

  it('keep the order of keys and what no form knows', () => {
    const spec = { zzz: { a: [1] }, ...IAM, 'x-b': 1, legacy: null, 'x-a': 'text' };
    expect(JSON.stringify(roundTrip(spec))).toBe(JSON.stringify(spec));
    const changed = edit(formValuesOf(redshift, spec), { owner: 'team', user: '' });
    expect(Object.keys(specOf(redshift, changed, spec))).toEqual([
      'zzz',
      'conn_id',
      'enabled',
      'type',
      'host',
      'port',
      'database',
      'x-b',
      'legacy',
      'x-a',
      'owner',
    ]);
  });

  it('write only what belongs to the chosen login, and keep the rest for a change of mind', () => {
    const typed = edit(formValuesOf(redshift, IAM), {
      cluster_id: 'dwh',
      password: '/lava/dev/c',
      secret_id: '/lava/dev/s',
      password_duration: '30m',
    });
    const keys = (login: FormValues['login']) =>
      Object.keys(specOf(redshift, { ...typed, login })).filter((key) => !Object.hasOwn(IAM, key));
    expect(keys('iam')).toEqual(['cluster_id', 'password_duration']);
    expect(keys('ssm')).toEqual(['password']);
    expect(keys('secret')).toEqual(['cluster_id', 'password_duration', 'secret_id']);
    expect(specOf(redshift, { ...typed, login: 'ssm' }, IAM)).toEqual({ ...IAM, password: '/lava/dev/c' });
  });

  it('show and keep both references of a mixed spec until the login changes', () => {
    const mixed = { ...IAM, password: '/lava/dev/c', secret_id: '/lava/dev/s' };
    const values = formValuesOf(redshift, mixed);
    expect(values.login).toBe('secret');
    expect(specOf(redshift, values, mixed)).toEqual(mixed);
    expect(specOf(redshift, { ...values, login: 'ssm' }, mixed)).toEqual({ ...IAM, password: '/lava/dev/c' });
    expect(specOf(redshift, edit(values, { password: '' }), mixed)).toEqual({
      ...IAM,
      secret_id: '/lava/dev/s',
    });
    const password = redshift.fields.find((field) => field.name === 'password');
    expect(password && isFieldShown(redshift, password, 'secret', mixed)).toBe(true);
    expect(password && isFieldShown(redshift, password, 'secret')).toBe(false);
  });

  it('hold no password that was typed for a name', () => {
    const values = formValuesOf(redshift, { ...IAM, password: 's3cr3t!', secret_id: 'AKIAIOSFODNN7EXAMPLE' });
    expect(JSON.stringify(values)).not.toMatch(/s3cr3t|AKIA/);
  });

  it('show values of imports as they are, for the schema to refuse', () => {
    const values = formValuesOf(redshift, {
      ...IAM,
      port: '5439\n',
      enabled: 'false',
      user: null,
      owner: ['a'],
      password_duration: 900,
    });
    expect(values.fields).toMatchObject({
      port: '5439\n',
      enabled: true,
      user: '',
      owner: '["a"]',
      password_duration: '900',
    });
    expect(specOf(redshift, values)).toMatchObject({ port: '5439\n' });
  });

  it('write an international host as resolvers see it', () => {
    const values = edit(formValuesOf(redshift, IAM), { host: 'bücher.example' });
    expect(specOf(redshift, values).host).toBe('xn--bcher-kva.example');
    expect(specOf(redshift, edit(values, { host: 'DWH.example.com' })).host).toBe('DWH.example.com');
    expect(specOf(redshift, edit(values, { host: 'a b' })).host).toBe('a b');
  });

  it('tell text from other values in x- fields', () => {
    const spec = {
      ...IAM,
      'x-s': 'plain',
      'x-n': 5,
      'x-t': '5',
      'x-o': { a: 1 },
      'x-e': '',
      'x-q': '"q"',
      'x-nl': null,
    };
    expect(formValuesOf(redshift, spec).extras).toEqual([
      { key: 'x-s', value: 'plain' },
      { key: 'x-n', value: '5' },
      { key: 'x-t', value: '"5"' },
      { key: 'x-o', value: '{"a":1}' },
      { key: 'x-e', value: '""' },
      { key: 'x-q', value: '"\\"q\\""' },
      { key: 'x-nl', value: 'null' },
    ]);
    expect(roundTrip(spec)).toEqual(spec);
  });

  it.each([
    ['12345678901234567890', /more digits than can be kept/],
    ['{"a":1,"a":2}', /"a" is there twice/],
    ['{"__proto__":{}}', /not allowed/],
    ['1e999', /too large/],
  ])('know that the value %s of an x- field would not be kept as it is written', (value, problem) => {
    expect(extraValueProblem(value)).toMatch(problem);
    const values = { ...formValuesOf(redshift, IAM), extras: [{ key: 'x-a', value }] };
    expect(specOf(redshift, values)['x-a']).toBe(value);
  });

  it.each(['plain', '5', '"12345678901234567890"', '{"a":[1.5,null]}', '{"a":1', ''])(
    'keep the value %j of an x- field',
    (value) => {
      expect(extraValueProblem(value)).toBeUndefined();
    },
  );

  it('drop removed x- fields and skip rows that are still empty', () => {
    const values = formValuesOf(redshift, { ...IAM, 'x-a': 1, 'x-b': 2 });
    const changed = {
      ...values,
      extras: [
        { key: 'x-b', value: '3' },
        { key: '', value: '' },
      ],
    };
    expect(specOf(redshift, changed, { ...IAM, 'x-a': 1, 'x-b': 2 })).toEqual({ ...IAM, 'x-b': 3 });
  });

  it('name x- keys given twice', () => {
    const extras = ['x-a', 'x-b', 'x-a', '', '', 'x-a'].map((key) => ({ key, value: '1' }));
    expect(repeatedExtraKeys({ ...emptyFormValues(redshift), extras })).toEqual(['x-a']);
  });

  it('give back every spec a form may write', () => {
    const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
    const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,10}z$/);
    const clean = fc.record({
      conn_id: name,
      enabled: fc.boolean(),
      type: fc.constant('redshift'),
      host: fc.constantFrom('h.example.com', '10.1.2.3', '2001:db8::1'),
      port: fc.integer({ min: 1, max: 65_535 }),
      database: name,
      user: name,
      ssl: optional(fc.boolean()),
      preserve_case: optional(fc.boolean()),
      subtype: optional(fc.constantFrom('pg8000', 'redshift')),
      password: optional(fc.constant('/lava/dev/x')),
      secret_id: optional(fc.constant('/lava/dev/s')),
      password_duration: optional(fc.constantFrom('15m', '1h')),
      cluster_id: optional(fc.constant('dwh')),
      description: optional(fc.constant('two\nlines')),
      owner: optional(name),
      'x-a': optional(fc.jsonValue({ maxDepth: 2 }).filter((value) => JSON.stringify(value).length < 1000)),
    });
    const reserved = formSchema(redshift, { realm: 'dev' });
    fc.assert(
      fc.property(clean, (record) => {
        const spec: Spec = Object.fromEntries(
          Object.entries(record).filter(([, value]) => value !== undefined),
        );
        fc.pre(reserved.safeParse(spec).success);
        const again = roundTrip(spec);
        expect(JSON.stringify(again)).toBe(JSON.stringify(spec));
      }),
    );
  });
});
