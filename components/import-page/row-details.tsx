'use client';

import '../test-run/test-run.css';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { SEVERITIES } from '@/lib/connectors/finding';
import type { FieldChange } from '@/lib/connectors/spec-diff';
import type { ImportRow } from '@/lib/listing/transfer';
import { CodeText } from '../test-run/code-text';
import { FindingList, SEVERITY_COLOURS } from '../test-run/finding-list';

/** What importing a connection would do, why it cannot be, and what an admin should know about it. */
export function RowDetails({ row }: { row: ImportRow }) {
  const { state, reason, changes, findings } = row;
  return (
    <SpaceBetween size="xxs">
      {reason && <CodeText text={reason} />}
      {state === 'new' && <Box color="text-body-secondary">Adds it</Box>}
      {state === 'same' && <Box color="text-body-secondary">Stored exactly so already</Box>}
      {changes.length > 0 && (
        <ExpandableSection
          variant="inline"
          headerText={
            <Box variant="span" fontSize="body-m" color="inherit">
              {changesTitle(changes)}
            </Box>
          }
        >
          <Changes changes={changes} />
        </ExpandableSection>
      )}
      {findings.length > 0 && state !== 'same' && (
        <ExpandableSection
          variant="inline"
          headerText={
            <SpaceBetween direction="horizontal" size="xxs">
              {SEVERITIES.map((severity) => {
                const count = findings.filter((finding) => finding.severity === severity).length;
                return count > 0 ? (
                  <Badge key={severity} color={SEVERITY_COLOURS[severity]}>
                    {count} {severity}
                  </Badge>
                ) : null;
              })}
            </SpaceBetween>
          }
        >
          <FindingList findings={findings} />
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

function changesTitle(changes: readonly FieldChange[]): string {
  const names = changes.slice(0, 3).map(({ field }) => field);
  const more = changes.length - names.length;
  const list = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return changes.length === 1 ? `1 field: ${list}` : `${changes.length} fields: ${list}`;
}

function Changes({ changes }: { changes: readonly FieldChange[] }) {
  return (
    <div className="import-changes">
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Now</th>
            <th scope="col">Then</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.field}>
              <th scope="row" className="mono">
                {change.field}
              </th>
              <td data-label="Now">{'before' in change ? <Value value={change.before} /> : <Absent />}</td>
              <td data-label="Then">{'after' in change ? <Value value={change.after} /> : <Absent />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Value({ value }: { value: unknown }) {
  return <span className="mono">{JSON.stringify(value)}</span>;
}

function Absent() {
  return <Box color="text-body-secondary">not there</Box>;
}
