import { describe, expect, it } from 'vitest';
import { DEFAULT_QUERY, type FilterToken } from '@/lib/listing/list-query';
import { formatAuditQuery, narrowed, parseAuditQuery } from './audit-query';

const IAM: FilterToken = { key: 'loginMethod', operator: '=', value: 'iam' };
const FAILED: FilterToken = { key: 'outcome', operator: '=', value: 'failed' };

describe('the address of the audit', () => {
  it('puts what needs attention first when it names no order', () => {
    expect(parseAuditQuery(new URLSearchParams())).toMatchObject({ sort: 'attention', descending: true });
    expect(formatAuditQuery(parseAuditQuery(new URLSearchParams())).toString()).toBe('');
  });

  it.each(['sort=connId', 'sort=-connId', 'sort=attention', 'sort=-updatedAt', 'f=loginMethod%3Diam&page=2'])(
    'keeps %s',
    (address) => {
      expect(formatAuditQuery(parseAuditQuery(new URLSearchParams(address))).toString()).toBe(address);
    },
  );
});

describe('narrowing', () => {
  it('adds what is not there yet and goes to the first page', () => {
    const query = { ...DEFAULT_QUERY, tokens: [IAM], page: 3 };
    expect(narrowed(query, [IAM, FAILED])).toEqual({ ...query, tokens: [IAM, FAILED], page: 1 });
  });

  it('turns an "or" of one condition into an "and"', () => {
    expect(narrowed({ ...DEFAULT_QUERY, tokens: [IAM], operation: 'or' }, [FAILED])?.operation).toBe('and');
  });

  it('refuses to narrow an "or" of several', () => {
    expect(narrowed({ ...DEFAULT_QUERY, tokens: [IAM, FAILED], operation: 'or' }, [FAILED])).toBeNull();
  });
});
