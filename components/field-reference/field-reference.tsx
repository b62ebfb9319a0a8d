'use client';

import './field-reference.css';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect } from 'react';
import { type ReferenceRow, referenceRows, type ValueOrigin } from '@/lib/connectors/reference';
import { connectorFor } from '@/lib/connectors/registry';
import { FittingTable } from '../fitting-table/fitting-table';
import { RequirementBadge } from './requirement-badge';

const ORIGIN_LABELS: Readonly<Record<Exclude<ValueOrigin, 'spec'>, string>> = {
  secret: 'Secret',
  derived: 'Worked out',
  default: 'Default',
};

/** Every field of a connector: first side by side with where its value may come from, then each in full. */
export function FieldReference({ type }: { type: string }) {
  const connector = connectorFor(type);
  const rows = connector ? referenceRows(connector) : [];

  // The frame is drawn in the browser, after the browser looked for the address' anchor; parts of it measure
  // themselves once and then change their height.
  useEffect(() => {
    const anchor = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => anchor?.scrollIntoView()));
    return () => cancelAnimationFrame(frame);
  }, []);

  return (
    <SpaceBetween size="l">
      <FieldTable rows={rows} />
      {rows.map((row) => (
        <FieldSection key={row.name} row={row} />
      ))}
    </SpaceBetween>
  );
}

function FieldTable({ rows }: { rows: readonly ReferenceRow[] }) {
  const detail = (row: ReferenceRow, ...origins: ValueOrigin[]) =>
    row.origins.find(({ origin }) => origins.includes(origin))?.detail;
  return (
    <FittingTable
      variant="container"
      wrapLines
      items={rows}
      trackBy="name"
      ariaLabels={{ tableLabel: 'Fields and where their values may come from' }}
      header={
        <Header
          variant="h2"
          counter={`(${rows.length})`}
          description="lava takes the first value it finds, from left to right. A key that is present but empty counts as found."
        >
          Fields
        </Header>
      }
      columnDefinitions={[
        {
          id: 'name',
          header: 'Field',
          isRowHeader: true,
          minWidth: 170,
          cell: ({ name }) => (
            <Link href={`#${name}`}>
              <span className="mono">{name}</span>
            </Link>
          ),
        },
        { id: 'type', header: 'Type', cell: ({ type }) => type },
        {
          id: 'required',
          header: 'Required',
          minWidth: 110,
          cell: ({ required }) => <RequirementBadge required={required} />,
        },
        { id: 'label', header: 'What it is', minWidth: 150, cell: ({ label }) => label },
        { id: 'spec', header: 'Specification', cell: (row) => (detail(row, 'spec') ? 'yes' : '–') },
        {
          id: 'secret',
          header: 'Else the secret',
          minWidth: 190,
          cell: (row) => detail(row, 'secret') ?? '–',
        },
        {
          id: 'default',
          header: 'Else',
          minWidth: 210,
          cell: (row) => detail(row, 'derived', 'default') ?? '–',
        },
      ]}
    />
  );
}

function FieldSection({ row }: { row: ReferenceRow }) {
  return (
    <section id={row.name} className="field-reference-section" aria-label={row.label}>
      <Container
        header={
          <Header
            variant="h2"
            description={row.label}
            info={
              <SpaceBetween direction="horizontal" size="xs">
                <Badge>{row.type}</Badge>
                <RequirementBadge required={row.required} />
              </SpaceBetween>
            }
          >
            <Link href={`#${row.name}`} fontSize="inherit" ariaLabel={`Link to ${row.name}`}>
              <span className="mono">{row.name}</span>
            </Link>
          </Header>
        }
      >
        <div className="field-reference-columns">
          <div>
            <Box variant="p">{row.description}</Box>
            {row.help.map((paragraph) => (
              <Box key={paragraph} variant="p" color="text-body-secondary">
                {paragraph}
              </Box>
            ))}
            {row.link && (
              <Link href={row.link.href} external>
                {row.link.text}
              </Link>
            )}
          </div>
          <div>
            <Box variant="h3" fontSize="heading-xs">
              Where the value comes from
            </Box>
            <ol>
              {row.origins.map(({ origin, detail }) => (
                <li key={origin}>
                  {origin === 'spec' ? 'The specification' : `${ORIGIN_LABELS[origin]}: ${detail}`}
                </li>
              ))}
            </ol>
            {row.choices && (
              <>
                <Box variant="h3" fontSize="heading-xs">
                  Values
                </Box>
                <dl>
                  {row.choices.map(({ value, label, description }) => (
                    <div key={value}>
                      <dt>
                        <span className="mono">{value}</span> ({label})
                      </dt>
                      <dd>{description}</dd>
                    </div>
                  ))}
                </dl>
              </>
            )}
          </div>
        </div>
      </Container>
    </section>
  );
}
