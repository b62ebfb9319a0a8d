'use client';

import { createContext, useContext } from 'react';
import type { Connector, LoginChoice } from '@/lib/connectors/field';
import type { FindingContext } from '@/lib/connectors/finding';
import type { FormValues } from '@/lib/connectors/form-values';
import type { Spec } from '@/lib/connectors/spec';
import type { Facets } from '@/lib/listing/connection-row';
import type { RealmDto } from '@/lib/services/realms/realm-dto';
import type { EndpointState } from './use-endpoint';

/** What every part of the form may look at, and the few things a control may do besides changing its own value. */
export interface FormState {
  readonly connector: Connector;
  readonly realm: RealmDto;
  /** The stored spec that is being edited. */
  readonly existing: Spec | undefined;
  readonly values: FormValues;
  readonly login: LoginChoice;
  /** The spec the form would write now. */
  readonly spec: Spec;
  /** What AWS told about the SSM parameter that the spec names, as long as it is the stored one. */
  readonly parameter: FindingContext['parameter'];
  /** The problem to show at a field, when it is time to. */
  readonly problemAt: (name: string) => string | undefined;
  /** Values other connections of the realm have, by filter key. */
  readonly suggestions: Facets;
  /** Says why a credential that was typed or pasted was not taken over; undefined: nothing is withheld any more. */
  readonly withhold: (name: string, reason: string | undefined) => void;
  /** Endpoints fill several fields at once, wherever they are pasted. */
  readonly endpoint: EndpointState;
}

export const FormContext = createContext<FormState | null>(null);

/** The form a control stands in. */
export function useFormState(): FormState {
  const state = useContext(FormContext);
  if (!state) throw new Error('useFormState needs a ConnectionForm.');
  return state;
}
