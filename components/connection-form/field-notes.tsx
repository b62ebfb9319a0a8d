'use client';

import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { clusterIdOf, type HostGuess } from '@/lib/connectors/cluster-id';
import { describeDuration, isAllowedDuration, parseDuration } from '@/lib/connectors/duration';
import type { Field } from '@/lib/connectors/field';
import { dialectOf } from '@/lib/connectors/lava-types';
import { quoteName } from '@/lib/connectors/quoting';
import { tlsBehaviour, tlsBehaviourOf } from '@/lib/connectors/tls-behaviour';
import { concernedJobs, jobsQuery, jobsText } from '../jobs/jobs-query';
import { useFormState } from './form-context';

/** What can be said about a field's present value: by the kind of the field, and for a few by name. */
const BY_KIND: Partial<Record<Field['kind'], ComponentType<{ field: Field }>>> = {
  'conn-id': ConnIdNote,
  duration: DurationNote,
  'cluster-id': ClusterIdNote,
  workgroup: ClusterIdNote,
};
const BY_NAME: Readonly<Record<string, ComponentType>> = {
  preserve_case: QuotingNote,
  ssl: TlsNote,
  subtype: DriverNote,
};

/** What the value means as it is now; undefined for fields that need no such words. */
export function noteFor(field: Field) {
  const Note = BY_NAME[field.name] ?? BY_KIND[field.kind];
  return Note && <Note field={field} />;
}

function DurationNote({ field }: { field: Field }) {
  const { values, realm } = useFormState();
  const typed = values.fields[field.name];
  const text = typeof typed === 'string' && typed !== '' ? typed : undefined;
  const seconds = parseDuration(text ?? realm.passwordDuration);
  if (seconds === null) return null;
  const meaning = `${describeDuration(seconds)} (${Math.trunc(seconds).toLocaleString('en')} seconds)`;
  if (text === undefined) {
    return (
      <>
        Empty: the realm’s <span className="mono">{realm.passwordDuration}</span>, {meaning}.
      </>
    );
  }
  return <>{isAllowedDuration(seconds) ? `Valid for ${meaning}.` : `That is ${meaning}.`}</>;
}

/** Why a saved connection keeps its identifier: what names it. */
function ConnIdNote() {
  const { existing, realm } = useFormState();
  const connId = String(existing?.conn_id);
  const { data } = useQuery({ ...jobsQuery(realm.name, [connId]), enabled: existing !== undefined });
  if (!data?.readAt) return null;
  const jobs = concernedJobs(data);
  if (jobs.length === 0) return <>No job names it. To rename it, duplicate it and delete this one.</>;
  const enabled = jobs.filter((job) => job.enabled).length;
  return (
    <>
      It cannot be changed: {jobs.length === 1 ? 'a job names' : 'jobs name'} it (
      {jobsText(jobs.length, enabled)}).
    </>
  );
}

function guessText(guess: HostGuess, what: string): string {
  if (guess === 'ip') return `an IP address, whose first number is no ${what}`;
  return guess === 'privatelink'
    ? `a VPC endpoint, whose name is not the ${what}’s`
    : 'no endpoint name of AWS';
}

function ClusterIdNote({ field }: { field: Field }) {
  const { spec } = useFormState();
  const id = clusterIdOf(spec);
  const what = field.kind === 'workgroup' ? 'workgroup' : 'cluster';
  if (id.source === 'none') return <>Empty: the first part of the host is used, once there is one.</>;
  if (id.source === 'spec') return null;
  if (id.guess === undefined) {
    return (
      <>
        Empty: lava uses <span className="mono">{id.id}</span>, the first part of the host.
      </>
    );
  }
  return (
    <strong>
      Empty: lava would ask for the {what} <span className="mono">{id.id}</span>. The host is{' '}
      {guessText(id.guess, what)}, so enter the {field.label.toLowerCase()}.
    </strong>
  );
}

function QuotingNote() {
  const { values } = useFormState();
  const quoted = quoteName(['OrderID'], values.fields.preserve_case);
  return (
    <>
      As it is now, the column <span className="mono">OrderID</span> becomes{' '}
      <span className="mono">{quoted}</span>.
    </>
  );
}

function TlsNote() {
  const behaviour = tlsBehaviourOf(useFormState().spec);
  return behaviour && <>As it is now, the driver {behaviour.summary}.</>;
}

function DriverNote() {
  const { connector, spec } = useFormState();
  const dialect = dialectOf(connector.type);
  const choices = connector.fields.find(({ name }) => name === 'subtype')?.choices ?? [];
  if (!dialect) return null;
  return (
    <>
      With TLS {spec.ssl === true ? 'required' : 'not required'}, as it is now:{' '}
      {choices.map(({ value, label }) => (
        <span key={value}>
          <br />
          {label} {tlsBehaviour(value, spec.ssl, dialect)?.summary}.
        </span>
      ))}
    </>
  );
}
