'use client';

import './with-places.css';
import type { ReactNode } from 'react';
import type { Endpoint } from '@/lib/connectors/endpoint';
import type { Place } from '@/lib/services/aws-help/place';
import { type PlaceKind, placeKindOf } from '../aws-help/place-kind';
import { PlacePicker } from '../aws-help/place-picker';
import { useFormState } from './form-context';

/**
 * A field for free text with a button beside it that lets choose a cluster or a workgroup. Without `onName` the choice
 * fills every field it tells something about, as a pasted endpoint does.
 */
export function WithPlaces({
  children,
  onName,
}: {
  children: ReactNode;
  /** Takes the name alone. */
  onName?: (name: string) => void;
}) {
  const { connector, realm, endpoint } = useFormState();
  const kind = placeKindOf(connector.type);
  if (!kind) return children;
  return (
    <div className="with-places">
      <div>{children}</div>
      <PlacePicker
        realm={realm.name}
        region={realm.region}
        kind={kind}
        needsEndpoint={!onName}
        onChoose={(place) => {
          if (onName) onName(place.name);
          else endpoint.fill(endpointOf(place, kind, realm.region));
        }}
      />
    </div>
  );
}

function endpointOf({ name, endpoint, database }: Place, kind: PlaceKind, region: string): Endpoint {
  return {
    kind: kind === 'clusters' ? 'cluster' : 'workgroup',
    host: endpoint?.host ?? '',
    region,
    ...(endpoint && { port: endpoint.port }),
    ...(database !== null && { database }),
    ...(kind === 'clusters' ? { clusterId: name } : { workgroup: name }),
    droppedPassword: false,
  };
}
