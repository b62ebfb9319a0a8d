'use client';

import '../connection-form/connection-form.css';
import './json-editor.css';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Textarea from '@cloudscape-design/components/textarea';
import { type ReactNode, useState } from 'react';
import { findingsOf } from '@/lib/connectors/findings';
import type { Spec } from '@/lib/connectors/spec';
import { untestableReason } from '@/lib/connectors/testable';
import type { RealmDto } from '@/lib/services/realms/realm-dto';
import { useAsking, useGate } from '../access/access';
import { useFollow } from '../app-link/use-follow';
import { useDisableGuard } from '../connection-commands/use-disable-guard';
import type { FormActions } from '../connection-form/form-props';
import type { StoredConnection } from '../connection-form/use-connection-form';
import { LeaveDialog } from '../leave-guard/leave-dialog';
import { useLeaveGuard } from '../leave-guard/use-leave-guard';
import { NoteInput } from '../note-input/note-input';
import { FindingList } from '../test-run/finding-list';
import { Time } from '../time/time';
import { type JsonReading, jsonText, readJson } from './json-text';
import { useJsonSave } from './use-json-save';

const ROWS = { least: 12, most: 30 };

/** A connection of a type without a form: its specification as JSON, with what can be said about it. */
export function JsonEditor({
  realm,
  type,
  stored,
  template,
  changed,
  chooser,
  actions,
}: {
  realm: RealmDto;
  type: string;
  stored: StoredConnection | undefined;
  /** What a new connection starts with. */
  template: Spec | undefined;
  /** Whether the start holds something that was typed. */
  changed: boolean;
  /** The choice of the type, for what stands in the text. */
  chooser: ((spec: Spec) => ReactNode) | undefined;
  actions: Pick<FormActions, 'create' | 'update'>;
}) {
  const [start] = useState(() => jsonText(stored?.spec ?? template ?? emptySpec(type)));
  const [text, setText] = useState(start);
  const [attempts, setAttempts] = useState(0);
  const guard = useLeaveGuard(changed || text !== start);
  const disabling = useDisableGuard(realm.name);
  const saving = useJsonSave({
    realm: realm.name,
    stored,
    actions,
    guard,
    mayDisable: disabling.mayDisable,
  });
  const follow = useFollow();
  const gate = useGate(realm.name);
  const asking = useAsking(realm.name);
  const reading = readJson(text, realm.name, stored);
  const list = `/${encodeURIComponent(realm.name)}/connections`;

  const save = () => {
    setAttempts((count) => count + 1);
    if (reading.ok && reading.problems.length === 0) void saving.save(reading.spec);
  };

  return (
    <>
      <SpaceBetween size="l">
        {chooser?.(reading.ok ? reading.spec : {})}
        {saving.error && (
          <Alert type="error" header="Not saved">
            {saving.error.message} {saving.error.hint} Nothing you typed is lost.
            <ProblemList problems={saving.error.problems ?? []} />
          </Alert>
        )}
        {saving.theirs && (
          <Alert
            type="warning"
            header="Somebody else saved this connection meanwhile"
            action={
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setText(jsonText(saving.takeTheirs()))}>Take theirs</Button>
                <Button onClick={saving.keepMine}>Keep mine</Button>
              </SpaceBetween>
            }
          >
            {saving.theirs.updatedBy} saved version {saving.theirs.version}{' '}
            <Time at={saving.theirs.updatedAt} />. Take theirs to go on from it, or keep yours and save again,
            which replaces theirs.
          </Alert>
        )}
        <Container
          header={
            <Header
              description={
                <>
                  Connections of the type <span className="mono">{type}</span> have no form here. lava gets
                  the specification as it stands.
                </>
              }
            >
              Specification
            </Header>
          }
        >
          <FormField
            label="JSON"
            description="The fields that all types share are checked, others are kept as they are. Passwords and keys belong into SSM: name the parameter here."
            errorText={errorText(reading, attempts > 0)}
            stretch
          >
            <div className="json-editor-text">
              <Textarea
                value={text}
                rows={Math.min(ROWS.most, Math.max(ROWS.least, text.split('\n').length + 1))}
                spellcheck={false}
                autoComplete={false}
                disableBrowserAutocorrect
                onChange={({ detail }) => setText(detail.value)}
                onKeyDown={(event) => {
                  if (event.detail.key !== 'Enter' || !(event.detail.ctrlKey || event.detail.metaKey)) return;
                  event.preventDefault();
                  save();
                }}
              />
            </div>
          </FormField>
        </Container>
        <Findings reading={reading} realm={realm} />
      </SpaceBetween>
      <div className="connection-form-actions">
        <Container>
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <Button variant="primary" {...gate('connection:write')} loading={saving.saving} onClick={save}>
              {asking(stored ? 'Save changes' : 'Create connection')}
            </Button>
            <NoteInput value={saving.note} onChange={saving.setNote} />
            <Button disabled disabledReason={reasonOf(reading, type)}>
              Test
            </Button>
            <Button
              variant="link"
              href={stored ? `${list}/${encodeURIComponent(stored.connId)}` : list}
              onFollow={follow}
            >
              Cancel
            </Button>
          </SpaceBetween>
        </Container>
      </div>
      <LeaveDialog guard={guard} />
      {disabling.dialog}
    </>
  );
}

function emptySpec(type: string): Spec {
  return { conn_id: '', type, enabled: true, description: '', owner: '' };
}

function reasonOf(reading: JsonReading, type: string): string {
  const of = reading.ok && typeof reading.spec.type === 'string' ? reading.spec.type : type;
  return untestableReason(of) ?? 'Connections of this type are tested from their form.';
}

/** What is wrong with the text shows at once; what it says, from the first attempt to save on. */
function errorText(reading: JsonReading, attempted: boolean): ReactNode {
  if (!reading.ok) return `Line ${reading.line}, column ${reading.column}: ${reading.message}`;
  return attempted && reading.problems.length > 0 && <ProblemList problems={reading.problems} />;
}

function ProblemList({
  problems,
}: {
  problems: readonly { readonly path: string; readonly message: string }[];
}) {
  if (problems.length === 0) return null;
  return (
    <ul>
      {problems.map(({ path, message }) => (
        <li key={path}>
          <span className="mono">{path}</span>: {message}
        </li>
      ))}
    </ul>
  );
}

function Findings({ reading, realm }: { reading: JsonReading; realm: RealmDto }) {
  if (!reading.ok) return null;
  const findings = findingsOf(reading.spec, { realm: realm.name, kmsAlias: realm.kmsAlias });
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${findings.length})`}>
          Findings
        </Header>
      }
    >
      {findings.length === 0 ? (
        <StatusIndicator type="success">Nothing to remark</StatusIndicator>
      ) : (
        <FindingList findings={findings} />
      )}
    </Container>
  );
}
