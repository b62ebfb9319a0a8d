import { describe, expect, it } from 'vitest';
import { conflictsOf, mergeVersions } from './merge-versions';

const base = { conn_id: 'a', host: 'h', port: 1, user: 'u' };
const theirs = { conn_id: 'a', host: 'h2', port: 1, owner: 'them' };
const mine = { conn_id: 'a', host: 'h', port: 2, user: 'u', 'x-me': true };
const versions = { base, theirs, mine };

describe('conflictsOf', () => {
  it('suggests what was changed here, and theirs for the rest', () => {
    expect(conflictsOf(versions)).toEqual([
      { field: 'host', theirs: 'h2', mine: 'h', suggested: 'theirs' },
      { field: 'port', theirs: 1, mine: 2, suggested: 'mine' },
      { field: 'owner', theirs: 'them', suggested: 'theirs' },
      { field: 'user', mine: 'u', suggested: 'theirs' },
      { field: 'x-me', mine: true, suggested: 'mine' },
    ]);
  });
});

describe('mergeVersions', () => {
  it('puts the chosen fields of mine on top of theirs', () => {
    expect(mergeVersions(versions, { port: 'mine', user: 'mine', owner: 'mine' })).toEqual({
      conn_id: 'a',
      host: 'h2',
      port: 2,
      user: 'u',
    });
  });
});
