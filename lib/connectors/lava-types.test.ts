import { describe, expect, it } from 'vitest';
import { DEFAULT_SUBTYPES, dialectOf, LAVA_TYPES, lavaTypeOf } from './lava-types';

describe('lavaTypeOf', () => {
  it.each([
    ['redshift', 'redshift', 'pg8000', 'redshift'],
    ['redshift-serverless', 'redshift', 'pg8000', 'redshift-serverless'],
    ['psql', 'postgresql', 'pg8000', undefined],
    ['postgres', 'postgresql', 'pg8000', undefined],
    ['postgresql', 'postgresql', 'pg8000', undefined],
    ['postgres-aurora', 'postgresql', 'pg8000', 'rds'],
    ['postgres-rds', 'postgresql', 'pg8000', 'rds'],
    ['mysql', 'mysql', 'pymysql', undefined],
    ['mariadb', 'mysql', 'pymysql', undefined],
    ['mysql-aurora', 'mysql', 'pymysql', 'rds'],
    ['mysql-rds', 'mysql', 'pymysql', 'rds'],
    ['mariadb-rds', 'mysql', 'pymysql', undefined],
    ['oracle', 'oracle', 'cx_oracle', undefined],
    ['oracle-rds', 'oracle', 'cx_oracle', undefined],
    ['mssql', 'mssql', 'pyodbc', undefined],
    ['sqlite3', 'sqlite3', 'sqlite3', undefined],
  ])('%s has dialect %s, driver %s and generator %s', (name, dialect, subtype, generator) => {
    const type = lavaTypeOf(name.toUpperCase());
    expect(type).toMatchObject({ name, dialect });
    expect(type?.generator).toBe(generator);
    expect(type && DEFAULT_SUBTYPES[type.dialect]).toBe(subtype);
  });

  it('knows no other types', () => {
    expect(LAVA_TYPES).toHaveLength(16);
    for (const value of [
      ' redshift',
      'redshift ',
      'aws',
      '',
      '__proto__',
      'constructor',
      5,
      null,
      undefined,
      ['redshift'],
    ]) {
      expect(dialectOf(value)).toBeUndefined();
    }
  });
});
