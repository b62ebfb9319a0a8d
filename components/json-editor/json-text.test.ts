import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonText, readJson } from './json-text';

const SLACK = { conn_id: 'alerts', type: 'slack', enabled: true, webhook_url: 'https://hooks.example.com/x' };

/** Keys that JavaScript treats specially are refused everywhere. */
function isStorable(value: unknown): boolean {
  return !/"(?:__proto__|constructor|prototype)"/.test(JSON.stringify(value));
}

describe('readJson', () => {
  it('takes what it wrote, whatever the fields of the type', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,3}[0-9]$/), fc.jsonValue().filter(isStorable)),
        (fields) => {
          const spec = { ...SLACK, ...JSON.parse(JSON.stringify(fields)) };
          expect(readJson(jsonText(spec), 'dev')).toEqual({ ok: true, spec, problems: [] });
        },
      ),
    );
  });

  it('says where the text is no JSON', () => {
    expect(readJson('{\n  "conn_id": "a",\n  "type" "slack"\n}', 'dev')).toMatchObject({
      ok: false,
      line: 3,
      column: 10,
    });
    expect(readJson('', 'dev')).toMatchObject({ ok: false, line: 1 });
    expect(readJson('{"a": 1}\n{"b": 2}', 'dev')).toMatchObject({ ok: false, line: 2, column: 1 });
    expect(readJson('{"a": 1, "a": 2}', 'dev')).toMatchObject({ ok: false, column: 10 });
  });

  it('checks the fields that every type has', () => {
    const reading = readJson(jsonText({ ...SLACK, conn_id: '../x', enabled: 'yes', 'x-': 1 }), 'dev');
    expect(reading.ok && reading.problems.map(({ path }) => path)).toEqual(['conn_id', 'enabled', 'x-']);
  });

  it('keeps the conn_id of a stored connection, and sends types with a form there', () => {
    const renamed = readJson(jsonText(SLACK), 'dev', { connId: 'other', spec: SLACK });
    expect(renamed.ok && renamed.problems.map(({ path }) => path)).toEqual(['conn_id']);
    const redshift = readJson(jsonText({ ...SLACK, type: 'redshift' }), 'dev');
    expect(redshift.ok && redshift.problems.map(({ path }) => path)).toEqual(['type']);
  });

  it('leaves alone what is stored longer than anything may be written anew', () => {
    const spec = { ...SLACK, description: 'd'.repeat(1_001) };
    const connId = String(spec.conn_id);
    expect(readJson(jsonText(spec), 'dev', { connId, spec })).toMatchObject({ problems: [] });
    expect(readJson(jsonText(spec), 'dev', { connId, spec: SLACK })).toMatchObject({
      problems: [{ path: 'description' }],
    });
  });
});
