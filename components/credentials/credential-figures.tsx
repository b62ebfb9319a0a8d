'use client';

import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { CredentialsDto, ReferenceDto } from '@/lib/services/credentials/credentials-dto';
import { parameterNeedsAttention } from './attention';
import { useServerNow } from './countdown';
import { expiryState, isOverdue } from './expiry';

/** The page in four numbers, kept up to date by the clock. */
export function CredentialFigures({
  data,
  kmsAlias,
  skewMs,
}: {
  data: CredentialsDto;
  kmsAlias: string;
  skewMs: number;
}) {
  const now = useServerNow(skewMs) ?? Date.parse(data.now);
  const states = data.minted.map((row) => expiryState(row.expiresAt, now));
  const count = (state: string) => states.filter((candidate) => candidate === state).length;
  const problems = [
    ...data.parameters.filter((row) => parameterNeedsAttention(row, { now, kmsAlias })),
    ...data.secrets.filter(({ state }) => state === 'missing' || state === 'denied' || state === 'failed'),
  ];
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        minColumnWidth={150}
        items={[
          figure('Valid temporary credentials', count('valid'), 'success'),
          figure('Ending within 5 minutes', count('expiring'), 'warning'),
          asked(data.secrets)
            ? figure('Rotations overdue', data.secrets.filter((row) => isOverdue(row, now)).length, 'error')
            : notAsked('Rotations overdue'),
          asked([...data.parameters, ...data.secrets])
            ? figure('References missing, unknown or wrongly kept', problems.length, 'warning')
            : notAsked('References missing, unknown or wrongly kept'),
        ]}
      />
    </Container>
  );
}

/** Without an answer of AWS a zero would be a claim. */
function asked(references: readonly ReferenceDto[]): boolean {
  return references.length === 0 || references.some(({ state }) => state !== 'unchecked');
}

function notAsked(label: string) {
  return { label, value: <StatusIndicator type="pending">Not asked yet</StatusIndicator> };
}

function figure(label: string, value: number, type: StatusIndicatorProps.Type) {
  const number = (
    <Box variant="span" fontSize="heading-l" fontWeight="bold" color="inherit">
      {value}
    </Box>
  );
  return { label, value: value > 0 ? <StatusIndicator type={type}>{number}</StatusIndicator> : number };
}
