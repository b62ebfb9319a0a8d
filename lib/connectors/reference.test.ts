import { describe, expect, it } from 'vitest';
import { redshift } from './redshift';
import { fieldTableMarkdown, referenceRows } from './reference';

describe('fieldTableMarkdown', () => {
  const lines = fieldTableMarkdown(redshift).split('\n');

  it('has lava’s columns and one line a field', () => {
    expect(lines.slice(0, 2)).toEqual(['|Field|Type|Required|Description|', '|-|-|-|-|']);
    expect(lines.slice(2, -1).map((line) => line.split('|')[1])).toEqual([
      ...redshift.fields.map((field) => field.name),
      'x-*',
    ]);
    expect(lines.at(-1)).toBe('');
  });

  it('shows type and requirement', () => {
    expect(lines).toContainEqual(expect.stringMatching(/^\|host\|String\|Yes\*\|[^|]+\|$/));
    expect(lines).toContainEqual(expect.stringMatching(/^\|port\|Number\|Yes\*\|[^|]+\|$/));
  });

  it('escapes what would end a cell or start a tag', () => {
    const [field] = redshift.fields;
    if (!field) throw new Error('no field');
    const table = fieldTableMarkdown({ ...redshift, fields: [{ ...field, hint: 'a|b\nc <img> \\' }] });
    expect(table).toContain('|a\\|b c \\<img> \\\\|');
  });
});

describe('referenceRows', () => {
  function origins(name: string): string[] | undefined {
    return referenceRows(redshift)
      .find((row) => row.name === name)
      ?.origins.map(({ origin }) => origin);
  }

  it('tells where each value may come from', () => {
    expect(origins('host')).toEqual(['spec', 'secret']);
    expect(origins('cluster_id')).toEqual(['spec', 'derived']);
    expect(origins('password')).toEqual(['spec', 'secret', 'derived']);
    expect(origins('subtype')).toEqual(['spec', 'default']);
    expect(origins('conn_id')).toEqual(['spec']);
    expect(origins('x-*')).toEqual(['spec']);
  });

  it('names the secret’s key', () => {
    const user = referenceRows(redshift).find((row) => row.name === 'user');
    expect(user?.origins).toContainEqual({ origin: 'secret', detail: expect.stringContaining('username') });
  });
});
