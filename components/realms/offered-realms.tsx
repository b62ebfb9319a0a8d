'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { z } from 'zod';
import type { ErrorDto } from '@/lib/services/errors';
import type { OfferedRealm, offerRealmsInput } from '@/lib/services/lava/offer-realms';
import { type Action, callAction } from '../action-result/action-result';

export type OfferRealms = Action<z.input<typeof offerRealmsInput>, readonly OfferedRealm[]>;

/** Looks into lava's own list of realms, with the region and role of the form, and fills the form from one of them. */
export function OfferedRealms({
  offer,
  place,
  onChoose,
}: {
  offer: OfferRealms;
  /** Where to look, as the form says now; null where it does not say it right, which it then shows. */
  place: () => Promise<z.input<typeof offerRealmsInput> | null>;
  onChoose: (realm: OfferedRealm) => void;
}) {
  const [realms, setRealms] = useState<readonly OfferedRealm[] | null>(null);
  const [error, setError] = useState<ErrorDto | null>(null);
  const [busy, setBusy] = useState(false);
  const look = async () => {
    const where = await place();
    if (!where) return;
    setBusy(true);
    const result = await callAction(offer, where);
    setBusy(false);
    setError(result.ok ? null : result.error);
    setRealms(result.ok ? result.data : null);
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="lava keeps a list of its realms. It is read in the region below, with the role below if there is one."
          actions={
            <Button formAction="none" loading={busy} onClick={look}>
              Look for realms
            </Button>
          }
        >
          Realms of a running lava
        </Header>
      }
    >
      <SpaceBetween size="s">
        {error && (
          <Alert type="warning" header={error.message}>
            {error.hint} {(error.problems ?? []).map(({ message }) => message).join(' ')} The form can be
            filled in by hand.
          </Alert>
        )}
        {realms?.length === 0 && <Box>lava’s list is empty.</Box>}
        {realms?.map((realm) => (
          <SpaceBetween key={realm.name} direction="horizontal" size="xs" alignItems="center">
            <Button
              formAction="none"
              disabled={realm.known}
              ariaLabel={`Fill in ${realm.name}`}
              onClick={() => onChoose(realm)}
            >
              {realm.name}
            </Button>
            <Box color="text-body-secondary">
              {realm.known ? 'Here already.' : realm.description}
              {realm.passwordDuration !== null && ` Credentials last ${realm.passwordDuration}.`}
            </Box>
          </SpaceBetween>
        ))}
      </SpaceBetween>
    </Container>
  );
}
