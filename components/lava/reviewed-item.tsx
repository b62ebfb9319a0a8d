'use client';

import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { changedFields, type FieldChange } from '@/lib/connectors/spec-diff';
import type { ReviewedDto } from '@/lib/services/lava/review-publication';
import { AppLink } from '../app-link/app-link';
import { editHref } from '../connection-commands/connection-actions';
import { SpecValue } from '../connection-form/spec-value';
import { FittingTable } from '../fitting-table/fitting-table';
import { CodeText } from '../test-run/code-text';
import { FindingList } from '../test-run/finding-list';
import { OutcomeIndicator } from '../test-run/outcome-indicator';
import { Time } from '../time/time';
import { lavaHref } from './lava-queries';
import { SyncIndicator } from './sync-indicator';

/** One connection of a review: what would be written, its findings and its last test. */
export function ReviewedItem({
  realm,
  item,
  included,
  onInclude,
}: {
  realm: string;
  item: ReviewedDto;
  included: boolean;
  onInclude: (included: boolean) => void;
}) {
  const { connId, state, removal, conflict, problem, here, there, findings, publishable } = item;
  const high = findings.filter(({ severity }) => severity === 'high').length;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            publishable ? (
              <Checkbox checked={included} onChange={({ detail }) => onInclude(detail.checked)}>
                Publish
              </Checkbox>
            ) : undefined
          }
          description={<SyncIndicator state={state} removal={removal} conflict={conflict} />}
        >
          <span className="mono">{connId}</span>
        </Header>
      }
    >
      <SpaceBetween size="s">
        {problem !== null && <CodeText text={problem} />}
        {!publishable && problem === null && (
          <Box>
            {conflict
              ? 'Both sides changed it. Settle that first, on the page of lava’s table.'
              : 'There is nothing here to publish: it changed in lava’s table only.'}{' '}
            <AppLink href={lavaHref(realm, state)}>Show it there</AppLink>
          </Box>
        )}
        {publishable &&
          (here === null ? (
            <Box>
              It is <b>deleted</b> in lava’s table.
            </Box>
          ) : (
            <Changes changes={changedFields(there ?? {}, here)} created={there === null} />
          ))}
        {here !== null && (
          <Box>
            {item.lastTestedAt === null ? (
              <OutcomeIndicator outcome={null} type={here.type} />
            ) : (
              <>
                <OutcomeIndicator outcome={item.lastOutcome} /> <Time at={item.lastTestedAt} />
                {!item.testedAsIs && ', before its last change'}
              </>
            )}
          </Box>
        )}
        {findings.length > 0 && (
          <ExpandableSection
            headerText={`${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}${high > 0 ? `, ${high} high` : ''}`}
            defaultExpanded={high > 0}
          >
            <FindingList findings={findings} fixHref={(field) => editHref(realm, connId, field)} />
          </ExpandableSection>
        )}
      </SpaceBetween>
    </Container>
  );
}

function Changes({ changes, created }: { changes: readonly FieldChange[]; created: boolean }) {
  return (
    <FittingTable
      variant="embedded"
      wrapLines
      items={changes}
      trackBy="field"
      ariaLabels={{ tableLabel: 'What is written' }}
      empty="Nothing differs."
      columnDefinitions={[
        {
          id: 'field',
          header: 'Field',
          isRowHeader: true,
          minWidth: 130,
          cell: ({ field }) => <span className="mono">{field}</span>,
        },
        ...(created
          ? []
          : [
              {
                id: 'before',
                header: 'In lava’s table now',
                minWidth: 140,
                cell: (change: FieldChange) => (
                  <SpecValue {...('before' in change && { value: change.before })} />
                ),
              },
            ]),
        {
          id: 'after',
          header: created ? 'Will be published' : 'After publishing',
          minWidth: 140,
          cell: (change: FieldChange) => <SpecValue {...('after' in change && { value: change.after })} />,
        },
      ]}
    />
  );
}
