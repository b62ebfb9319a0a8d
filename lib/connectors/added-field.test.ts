import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { FieldHelp } from '../../components/connection-form/field-help';
import { fieldsInOrder } from '../../components/connection-form/field-layout';
import type { Connector, Field } from './field';
import { findingsOf } from './findings';
import { formSchema } from './form-schema';
import { emptyFormValues, formValuesOf, specOf } from './form-values';
import { redactSpec } from './redact';
import { redshift } from './redshift';
import { fieldTableMarkdown, referenceRows } from './reference';

const ADDED: Field = {
  name: 'search_path',
  type: 'String',
  required: 'Yes*',
  kind: 'choice',
  group: 'driver',
  label: 'Search path',
  hint: 'Where unqualified names are looked up.',
  help: ['Set after the login.'],
  secretKey: 'searchPath',
  default: 'public',
  choices: [
    { value: 'public', label: 'public', description: 'Shared.' },
    { value: 'private', label: 'private', description: 'Not shared.' },
  ],
};
const REFERENCE: Field = {
  ...ADDED,
  name: 'proxy_password',
  required: 'No',
  kind: 'ssm-parameter',
  sensitivity: 'reference',
  label: 'Proxy password',
};
const EXTENDED: Connector = { ...redshift, fields: [...redshift.fields, ADDED, REFERENCE] };

const SPEC = {
  conn_id: 'c',
  type: 'redshift',
  enabled: true,
  host: 'h.example.com',
  port: 5439,
  database: 'db',
  user: 'etl',
};

describe('a row added to a table', () => {
  const schema = formSchema(EXTENDED, { realm: 'dev' });

  it('is part of the schema: required, checked, left to the secret', () => {
    expect(formSchema(redshift, { realm: 'dev' }).safeParse({ ...SPEC, search_path: 'public' }).success).toBe(
      false,
    );
    expect(schema.safeParse({ ...SPEC, search_path: 'public' }).success).toBe(true);
    expect(schema.safeParse({ ...SPEC, search_path: 'other' }).error?.issues[0]?.path).toEqual([
      'search_path',
    ]);
    expect(schema.safeParse(SPEC).error?.issues[0]?.message).toContain('Search path is missing');
    expect(schema.safeParse({ ...SPEC, secret_id: '/lava/dev/c' }).success).toBe(true);
  });

  it('is part of the form', () => {
    expect(emptyFormValues(EXTENDED).fields.search_path).toBe('');
    const spec = { ...SPEC, search_path: 'private' };
    expect(formValuesOf(EXTENDED, spec).fields.search_path).toBe('private');
    expect(specOf(EXTENDED, formValuesOf(EXTENDED, spec))).toEqual(spec);
  });

  it('is part of the reference page and of the Markdown table', () => {
    const row = referenceRows(EXTENDED).find(({ name }) => name === 'search_path');
    expect(row?.origins.map(({ origin }) => origin)).toEqual(['spec', 'secret', 'default']);
    expect(fieldTableMarkdown(EXTENDED)).toContain(
      '|search_path|String|Yes*|Where unqualified names are looked up.|',
    );
  });

  it('is part of the form as it is drawn', () => {
    expect(fieldsInOrder(EXTENDED, 'iam')).toContain(ADDED);
  });

  it('is known to the findings', () => {
    const spec = { ...SPEC, search_path: 'public' };
    const codes = (connector: Connector) =>
      findingsOf(spec, { realm: 'dev' }, connector).flatMap(({ code, field }) =>
        field === 'search_path' ? [code] : [],
      );
    expect(codes(redshift)).toEqual(['UNKNOWN_FIELD']);
    expect(codes(EXTENDED)).toEqual([]);
    expect(findingsOf(SPEC, { realm: 'dev' }, EXTENDED)).toContainEqual(
      expect.objectContaining({ code: 'FIELD_MISSING', field: 'search_path' }),
    );
  });

  it('is found and redacted where it holds the credential that it should name', () => {
    const spec = { ...SPEC, proxy_password: 's3cr3t!' };
    expect(findingsOf(spec, { realm: 'dev' }, EXTENDED)).toContainEqual(
      expect.objectContaining({ code: 'LOOKS_LIKE_A_PASSWORD', field: 'proxy_password' }),
    );
    expect(redactSpec(spec, EXTENDED).proxy_password).toBe('[redacted]');
    expect(redactSpec({ ...spec, proxy_password: '/lava/dev/proxy' }, EXTENDED).proxy_password).toBe(
      '/lava/dev/proxy',
    );
  });

  it('is explained in the help panel beside the form', () => {
    const help = createElement(FieldHelp, { connector: EXTENDED, field: ADDED });
    // Its links need somebody who follows them.
    const router = { push() {}, replace() {}, refresh() {}, prefetch() {}, back() {}, forward() {} };
    const html = renderToStaticMarkup(
      createElement(AppRouterContext.Provider, { value: router as never }, help),
    );
    for (const told of [ADDED.label, ADDED.hint, ...ADDED.help, 'searchPath', 'public', '#search_path'])
      expect(html).toContain(told);
  });
});
