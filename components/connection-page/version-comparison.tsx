'use client';

import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { changedFields, type FieldChange } from '@/lib/connectors/spec-diff';
import type { VersionDto } from '@/lib/services/history/list-versions';
import { SpecValue } from '../connection-form/spec-value';
import { Time } from '../time/time';

/** The fields in which two versions of a connection differ, side by side. */
export function VersionComparison({
  versions: [before, after],
  onClose,
}: {
  versions: readonly [VersionDto, VersionDto];
  onClose: () => void;
}) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            <>
              {before.actor} saved the one <Time at={before.at} alone />, {after.actor} the other{' '}
              <Time at={after.at} alone />.
            </>
          }
          actions={<Button onClick={onClose}>Close</Button>}
        >
          Version {before.version} and version {after.version}
        </Header>
      }
    >
      <Table
        variant="embedded"
        wrapLines
        items={changedFields(before.spec, after.spec)}
        trackBy="field"
        ariaLabels={{ tableLabel: `Version ${before.version} and version ${after.version}` }}
        empty="No field differs."
        columnDefinitions={[
          {
            id: 'field',
            header: 'Field',
            isRowHeader: true,
            minWidth: 130,
            cell: ({ field }) => <span className="mono">{field}</span>,
          },
          {
            id: 'before',
            header: `Version ${before.version}`,
            minWidth: 150,
            cell: (change) => <SpecValue {...sideOf(change, 'before')} />,
          },
          {
            id: 'after',
            header: `Version ${after.version}`,
            minWidth: 150,
            cell: (change) => <SpecValue {...sideOf(change, 'after')} />,
          },
        ]}
      />
    </Container>
  );
}

function sideOf(change: FieldChange, side: 'before' | 'after'): { value?: unknown } {
  return side in change ? { value: change[side] } : {};
}
