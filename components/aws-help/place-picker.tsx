'use client';

import Button from '@cloudscape-design/components/button';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Place } from '@/lib/services/aws-help/place';
import { PLACE_WORDS, type PlaceKind } from './place-kind';

const PlaceModal = dynamic(() => import('./place-modal').then((module) => module.PlaceModal), {
  loading: () => null,
});

/** A button that lets choose one of the clusters or workgroups in the realm's region. */
export function PlacePicker({
  realm,
  region,
  kind,
  needsEndpoint,
  onChoose,
}: {
  realm: string;
  region: string;
  kind: PlaceKind;
  /** What has no endpoint yet cannot be chosen. */
  needsEndpoint: boolean;
  onChoose: (place: Place) => void;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button formAction="none" iconName="search" onClick={() => setOpen(true)}>
        Choose a {PLACE_WORDS[kind].one}
      </Button>
      {open && (
        <PlaceModal
          realm={realm}
          region={region}
          kind={kind}
          needsEndpoint={needsEndpoint}
          onClose={() => setOpen(false)}
          onChoose={(place) => {
            setOpen(false);
            onChoose(place);
          }}
        />
      )}
    </>
  );
}
