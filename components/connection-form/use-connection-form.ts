'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Resolver, type ResolverResult, type UseFormReturn, useForm } from 'react-hook-form';
import type { Connector } from '@/lib/connectors/field';
import type { FindingContext } from '@/lib/connectors/finding';
import { emptyFormValues, type FormValues, specOf } from '@/lib/connectors/form-values';
import type { Spec } from '@/lib/connectors/spec';
import { toServerless } from '@/lib/connectors/to-serverless';
import type { Facets } from '@/lib/listing/connection-row';
import type { FieldProblem } from '@/lib/services/errors';
import type { RealmDto } from '@/lib/services/realms/realm-dto';
import { fetchJson } from '../fetch-json/fetch-json';
import type { FormState } from './form-context';
import { formProblems, type ProblemContext } from './form-problems';
import { startValues } from './start-values';
import { useEndpoint } from './use-endpoint';

/** A connection as it is stored, without anything that looks like a credential. */
export interface StoredConnection {
  readonly connId: string;
  readonly version: number;
  readonly spec: Spec;
  /** What AWS told about the SSM parameter that the spec names. */
  readonly parameter?: FindingContext['parameter'];
}

/** Problems the server found in a spec; they count until the field is changed. */
interface ServerRefusal {
  readonly spec: Spec;
  readonly problems: readonly FieldProblem[];
}

export interface ConnectionFormState extends FormState {
  readonly form: UseFormReturn<FormValues, ProblemContext>;
  /** Everything wrong that is to be shown by now. */
  readonly problems: readonly FieldProblem[];
  readonly stored: StoredConnection | undefined;
  /** The spec the form began with, cleaned: what differs from it was changed here. */
  readonly startSpec: Spec;
  /** Remembers that the field was left, so that what is wrong with it shows. */
  readonly leaveField: (name: string) => void;
  readonly refuse: (refusal: ServerRefusal | null) => void;
  /** Goes on with another stored version, and `values` in the form where they differ from it. */
  readonly rebase: (stored: StoredConnection, values?: Spec) => void;
}

/**
 * The state of the form: what was typed, the spec that would be written, and what is wrong with it. Problems show at
 * a field once it was left, and everywhere after the first attempt to save or test.
 */
export function useConnectionForm({
  connector,
  realm,
  stored: first,
  convertedFrom,
  template,
  typed,
}: {
  connector: Connector;
  realm: RealmDto;
  stored?: StoredConnection | undefined;
  /** The stored spec before it was made a serverless one. */
  convertedFrom?: Spec | undefined;
  template?: Spec | undefined;
  /** What counts as typed already. */
  typed?: FormValues | undefined;
}): ConnectionFormState {
  const [stored, setStored] = useState(first);
  const [withheld, setWithheld] = useState<Readonly<Record<string, string>>>({});
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<ServerRefusal | null>(null);
  const existing = stored?.spec;
  const context: ProblemContext = { realm: realm.name, withheld, ...(existing && { existing }) };
  const start = existing ?? template;
  const form = useForm<FormValues, ProblemContext>({
    defaultValues: start ? startValues(connector, start) : emptyFormValues(connector),
    resolver: resolverFor(connector),
    context,
    reValidateMode: 'onSubmit',
    shouldFocusError: false,
  });
  useEffect(() => {
    if (typed) form.reset(typed, { keepDefaultValues: true });
  }, [typed, form]);
  const { data: suggestions = {} } = useQuery({
    queryKey: ['realm', realm.name, 'facets'],
    queryFn: ({ signal }) =>
      fetchJson<Facets>(`/api/realms/${encodeURIComponent(realm.name)}/facets`, signal),
  });

  const values = form.watch();
  const endpoint = useEndpoint(connector, values, (name, value) =>
    form.setValue(`fields.${name}`, value, { shouldDirty: true }),
  );
  const { isSubmitted } = form.formState;
  const spec = specOf(connector, values, existing);
  const server = (refused?.problems ?? []).filter(({ path }) => same(refused?.spec[path], spec[path]));
  const found = formProblems(connector, values, context);
  const problems = [
    ...found,
    ...server.filter(({ path }) => found.every((problem) => problem.path !== path)),
  ];
  const shown = problems.filter(
    ({ path }) =>
      isSubmitted || withheld[path] !== undefined || left.has(path) || server.some((p) => p.path === path),
  );

  return {
    form,
    connector,
    realm,
    stored,
    startSpec: convertedFrom ?? specOf(connector, startValues(connector, existing ?? {}), existing),
    existing,
    parameter: spec.password === existing?.password ? stored?.parameter : undefined,
    values,
    login: values.login,
    spec,
    problems,
    problemAt: (name) => shown.find(({ path }) => path === name)?.message,
    suggestions,
    withhold: (name, reason) =>
      setWithheld(({ [name]: _, ...others }) =>
        reason === undefined ? others : { ...others, [name]: reason },
      ),
    endpoint,
    leaveField: (name) => setLeft((before) => (before.has(name) ? before : new Set([...before, name]))),
    refuse: setRefused,
    rebase: (theirs, mine) => {
      const next = convertedFrom ? { ...theirs, spec: toServerless(theirs.spec) } : theirs;
      setStored(next);
      setRefused(null);
      setWithheld({});
      form.reset(startValues(connector, next.spec));
      if (mine) form.reset(startValues(connector, mine), { keepDefaultValues: true });
    },
  };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Text becomes a spec, and the spec is judged by the connector's schema, as the server does. */
function resolverFor(connector: Connector): Resolver<FormValues, ProblemContext> {
  return (values, context): ResolverResult<FormValues> => {
    const problems = context ? formProblems(connector, values, context) : [];
    if (problems.length === 0) return { values, errors: {} };
    const errors = problems.map(({ path, message }) => [path, { type: 'invalid', message }]);
    return { values: {}, errors: { fields: Object.fromEntries(errors) } };
  };
}
