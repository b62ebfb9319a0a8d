'use client';

import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { describeDuration } from '@/lib/connectors/duration';
import { LOGIN_METHOD_LABELS } from '@/lib/connectors/login-method';
import type { ConnectionRow } from '@/lib/listing/connection-row';
import type { ListQuery } from '@/lib/listing/list-query';
import type { MethodFigures } from '@/lib/services/audit/login-summary';
import { FILTER_WORDS, TLS_LABELS, valueLabel } from '../connection-filter/filter-labels';
import { outcomeLabel } from '../test-run/outcome-indicator';
import { exactTime } from '../time/time';
import { methodLabel, referencesOf } from './audit-table';
import { FIGURE_KEYS, FIGURES } from './figure-tokens';
import './print-report.css';

/** The audit on paper: every row that the filter shows, in black on white. Prints as soon as it is there. */
export function PrintReport({
  realm,
  query,
  figures,
  rows,
  readAt,
  onDone,
}: {
  realm: string;
  query: ListQuery;
  figures: readonly MethodFigures[];
  rows: readonly ConnectionRow[];
  /** When the rows were read, ISO 8601. */
  readAt: string;
  onDone: () => void;
}) {
  useEffect(() => {
    window.addEventListener('afterprint', onDone);
    window.print();
    return () => window.removeEventListener('afterprint', onDone);
  }, [onDone]);
  return createPortal(
    <div className="print-report">
      <h1>Login audit of realm {realm}</h1>
      <p>
        Read {exactTime(readAt)}. {rows.length === 1 ? '1 connection' : `${rows.length} connections`},{' '}
        {filterText(query)}.
      </p>
      <table>
        <thead>
          <tr>
            <th>Login method</th>
            {FIGURE_KEYS.map((key) => (
              <th key={key}>{FIGURES[key].label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.map((row) => (
            <tr key={row.method}>
              <td>{LOGIN_METHOD_LABELS[row.method]}</td>
              {FIGURE_KEYS.map((key) => (
                <td key={key}>{row[key]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <thead>
          <tr>
            <th>conn_id</th>
            <th>Login</th>
            <th>User</th>
            <th>TLS</th>
            <th>Duration</th>
            <th>Findings</th>
            <th>Owner</th>
            <th>Last test</th>
            <th>Last change</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.connId}>
              <td>
                {row.connId}
                {!row.enabled && ' (disabled)'}
              </td>
              <td>
                {methodLabel(row.loginMethod)} {referencesOf(row).join(', ')}
              </td>
              <td>{row.user ?? '–'}</td>
              <td>{TLS_LABELS[row.tls]}</td>
              <td>{row.durationSeconds === null ? '–' : describeDuration(row.durationSeconds)}</td>
              <td>
                {row.highFindings} high, {row.mediumFindings} medium, {row.lowFindings} low{' '}
                {row.findingCodes.join(', ')}
              </td>
              <td>{row.owner ?? '–'}</td>
              <td>
                {outcomeLabel(row.lastOutcome, row.type)} {row.lastTestedAt && exactTime(row.lastTestedAt)}
              </td>
              <td>
                {exactTime(row.updatedAt)} by {row.updatedBy}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>,
    document.body,
  );
}

function filterText({ tokens, operation }: ListQuery): string {
  if (tokens.length === 0) return 'without a filter';
  const parts = tokens.map(({ key, operator, value }) =>
    key ? `${FILTER_WORDS[key].label} ${operator} ${valueLabel(key, value)}` : `text ${operator} ${value}`,
  );
  return `filtered by ${parts.join(` ${operation} `)}`;
}
