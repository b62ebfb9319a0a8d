'use client';

import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Popover from '@cloudscape-design/components/popover';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { SEVERITIES } from '@/lib/connectors/finding';
import type { ConnectionRow } from '@/lib/listing/connection-row';
import { filterHref } from '@/lib/listing/list-query';
import { AppLink } from '../app-link/app-link';
import { connectionHref } from '../connection-commands/connection-actions';
import { SEVERITY_COLOURS } from '../test-run/finding-list';

/** How many findings of each severity a row with some has, with their codes on a press. */
export function FindingCounts({ row, realm }: { row: ConnectionRow; realm: string }) {
  const counts = { high: row.highFindings, medium: row.mediumFindings, low: row.lowFindings };
  const some = SEVERITIES.filter((severity) => counts[severity] > 0);
  const list = `/${encodeURIComponent(realm)}/connections`;
  return (
    <Popover
      dismissButton={false}
      triggerType="custom"
      header="Findings"
      content={
        <SpaceBetween size="xs">
          {row.findingCodes.map((code) => (
            <Box key={code} fontSize="body-s">
              <AppLink href={filterHref(list, { key: 'finding', operator: '=', value: code })}>
                <span className="mono">{code}</span>
              </AppLink>
            </Box>
          ))}
          <AppLink href={connectionHref(realm, row.connId)}>What they mean and how to mend them</AppLink>
        </SpaceBetween>
      }
    >
      <button type="button" className="finding-counts" aria-label={`Findings of ${row.connId}`}>
        {some.map((severity) => (
          <Badge key={severity} color={SEVERITY_COLOURS[severity]}>
            {counts[severity]} {severity}
          </Badge>
        ))}
      </button>
    </Popover>
  );
}
