'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext } from 'react-hook-form';
import { changedTarget } from '@/lib/connectors/same-target';
import { useAsking, useGate } from '../access/access';
import { useFollow } from '../app-link/use-follow';
import { NoteInput } from '../note-input/note-input';
import { TestButton } from '../test-run/test-button';
import { WakeNote } from '../test-run/wake-note';
import { useFormState } from './form-context';
import type { Saving } from './use-save';

/** Cancel, test and save, always in sight; where there is little room the note stands above them and scrolls. */
export function FormActions({
  wide,
  saving,
  testing,
  startTest,
}: {
  wide: boolean;
  saving: Saving;
  testing: boolean;
  startTest: () => void;
}) {
  const { realm, existing, spec } = useFormState();
  const { isDirty } = useFormContext().formState;
  const follow = useFollow();
  const gate = useGate(realm.name);
  const asking = useAsking(realm.name);
  const list = `/${encodeURIComponent(realm.name)}/connections`;
  const back = existing ? `${list}/${encodeURIComponent(String(existing.conn_id))}` : list;
  const note = <NoteInput value={saving.note} onChange={saving.setNote} />;
  return (
    <>
      {!wide && <div className="connection-form-own-note">{note}</div>}
      <div className="connection-form-actions">
        <Container>
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <Button
              variant="primary"
              {...gate('connection:write')}
              loading={saving.saving}
              onClick={() => void saving.save()}
            >
              {asking(existing ? 'Save changes' : 'Create connection')}
            </Button>
            {wide && note}
            <TestButton
              {...gate(
                existing && changedTarget(existing, spec).length === 0
                  ? 'connection:test'
                  : 'connection:write',
              )}
              loading={testing}
              loadingText="Testing"
              onClick={startTest}
            >
              Test
            </TestButton>
            <Button variant="inline-link" href={back} onFollow={follow}>
              Cancel
            </Button>
            <WakeNote spec={spec} />
            {wide && isDirty && (
              <Box color="text-body-secondary" fontSize="body-s">
                Not saved yet
              </Box>
            )}
          </SpaceBetween>
        </Container>
      </div>
    </>
  );
}
