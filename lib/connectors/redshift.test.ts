import { describe, expect, it } from 'vitest';
import { redshift } from './redshift';
import { connectorFor } from './registry';
import { SECRET_KEYS } from './secret-keys';

describe('the redshift connector', () => {
  it('has the rows of lava’s table in its order, then the common fields', () => {
    expect(redshift.fields.map(({ name, type, required }) => [name, type, required])).toEqual([
      ['cluster_id', 'String', 'No'],
      ['conn_id', 'String', 'Yes'],
      ['database', 'String', 'Yes*'],
      ['description', 'String', 'No'],
      ['enabled', 'Boolean', 'Yes'],
      ['host', 'String', 'Yes*'],
      ['password_duration', 'String', 'No'],
      ['password', 'String', 'No*'],
      ['port', 'Number', 'Yes*'],
      ['preserve_case', 'Boolean', 'No'],
      ['secret_id', 'String', 'No'],
      ['ssl', 'Boolean', 'No'],
      ['subtype', 'String', 'No'],
      ['type', 'String', 'Yes'],
      ['user', 'String', 'Yes*'],
      ['owner', 'String', 'No'],
    ]);
  });

  it('agrees with the keys lava takes from a secret', () => {
    const inTable = redshift.fields
      .filter((field) => field.secretKey !== undefined)
      .map((field) => `${field.secretKey} → ${field.name}`);
    const mapped = SECRET_KEYS.filter(({ purpose }) => purpose !== 'oracle').map(
      ({ secretKey, field }) => `${secretKey} → ${field}`,
    );
    expect(inTable.toSorted()).toEqual(mapped.toSorted());
  });

  it('marks a secret key on every field that a secret may supply', () => {
    for (const field of redshift.fields.filter((one) => one.required.endsWith('*'))) {
      expect(field.secretKey).toBeDefined();
    }
  });

  it('explains every field', () => {
    for (const field of redshift.fields) {
      expect(field.hint).toMatch(/\.$/);
      expect(field.help.length).toBeGreaterThan(0);
    }
  });

  it('is found by its type in any case', () => {
    expect(connectorFor('redshift')).toBe(redshift);
    expect(connectorFor('RedShift')).toBe(redshift);
    expect(connectorFor(' redshift')).toBeUndefined();
    expect(connectorFor('constructor')).toBeUndefined();
    expect(connectorFor(null)).toBeUndefined();
  });
});
