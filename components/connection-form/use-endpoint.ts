'use client';

import { useState } from 'react';
import { type Endpoint, parseEndpoint } from '@/lib/connectors/endpoint';
import type { Connector } from '@/lib/connectors/field';
import type { FormValues } from '@/lib/connectors/form-values';
import { type Filled, fillsOf } from './fill-from-endpoint';

/** What the last endpoint said, which fields it filled, and what they held before. */
export interface EndpointReading {
  readonly endpoint: Endpoint;
  readonly filled: readonly Filled[];
  readonly before: readonly Pick<Filled, 'name' | 'value'>[];
}

export interface EndpointState {
  readonly reading: EndpointReading | null;
  /** Fills the fields the text speaks of; false when it is no endpoint. */
  readonly read: (text: string) => boolean;
  /** Fills the fields that what is known of an endpoint speaks of. */
  readonly fill: (endpoint: Endpoint) => void;
  readonly undo: () => void;
  readonly close: () => void;
}

/** Fills fields from a pasted endpoint and can undo that. */
export function useEndpoint(
  connector: Connector,
  values: FormValues,
  setField: (name: string, value: string) => void,
): EndpointState {
  const [reading, setReading] = useState<EndpointReading | null>(null);
  const fill = (endpoint: Endpoint) => {
    const filled = fillsOf(connector, endpoint);
    const before = filled.map(({ name }) => ({ name, value: String(values.fields[name] ?? '') }));
    for (const { name, value } of filled) setField(name, value);
    setReading({ endpoint, filled, before });
  };
  return {
    reading,
    read: (text) => {
      const endpoint = parseEndpoint(text);
      if (!endpoint) return false;
      fill(endpoint);
      return true;
    },
    fill,
    undo: () => {
      for (const { name, value } of reading?.before ?? []) setField(name, value);
      setReading(null);
    },
    close: () => setReading(null),
  };
}
