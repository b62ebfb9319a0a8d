import { describe, expect, it } from 'vitest';
import { peerText } from './peer-text';

describe('peerText', () => {
  it('makes one harmless line of at most 200 characters', () => {
    expect(peerText(' a\r\nb\u202ec\u200bd\0e\u2028f ')).toBe('a b c d e f');
    expect(peerText('x'.repeat(300))).toHaveLength(200);
    expect(peerText('PostgreSQL 8.0.2, größer')).toBe('PostgreSQL 8.0.2, größer');
  });
});
