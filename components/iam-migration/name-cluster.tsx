'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { HostGuess } from '@/lib/connectors/cluster-id';
import { PlacePicker } from '../aws-help/place-picker';
import type { IamRealm } from './iam-actions';

const GUESSES: Readonly<Record<HostGuess, string>> = {
  ip: 'is an IP address',
  privatelink: 'is a VPC endpoint',
  'custom-name': 'is no endpoint name of AWS',
};

/** Asks for the cluster of a host that does not tell it. */
export function NameCluster({
  realm,
  host,
  guess,
  onName,
}: {
  realm: IamRealm;
  host: string;
  guess: HostGuess;
  onName: (clusterId: string) => void;
}) {
  const [text, setText] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') onName(text.trim());
      }}
    >
      <SpaceBetween size="m">
        <Box>
          <span className="mono">{host}</span> {GUESSES[guess]}, so it does not tell which cluster AWS has to
          issue credentials for.
        </Box>
        <FormField
          label="Cluster identifier"
          description={
            <>
              Becomes <span className="mono">cluster_id</span> of the draft.
            </>
          }
        >
          <Input
            value={text}
            autoComplete={false}
            spellcheck={false}
            placeholder="analytics-prod"
            onChange={({ detail }) => setText(detail.value)}
          />
        </FormField>
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="primary" disabled={text.trim() === ''}>
            Draft with this cluster
          </Button>
          <PlacePicker
            realm={realm.name}
            region={realm.region}
            kind="clusters"
            needsEndpoint={false}
            onChoose={({ name }) => setText(name)}
          />
        </SpaceBetween>
      </SpaceBetween>
    </form>
  );
}
