'use client';

import HelpPanel from '@cloudscape-design/components/help-panel';
import { SYNC_STATES } from '@/lib/connectors/sync-state';
import { AppLink } from '../app-link/app-link';
import { SYNC_LABELS } from './sync-labels';

/** What comparing, pulling and publishing mean. */
export function LavaHelp({ realm }: { realm: string }) {
  return (
    <HelpPanel header={<h2>lava’s table</h2>}>
      <p>
        Workers read connections from a DynamoDB table. This page compares it, as it was last pulled, with
        what is here.
      </p>
      <dl>
        {SYNC_STATES.map((state) => (
          <div key={state}>
            <dt>{SYNC_LABELS[state].label}</dt>
            <dd>{SYNC_LABELS[state].meaning}</dd>
          </div>
        ))}
      </dl>
      <h3>Pull</h3>
      <p>
        Reads the whole table, and takes over what is new or changed only there. What was changed here is
        never touched by a pull, and a pull deletes nothing here: what is gone there is shown, and taken over
        on request.
      </p>
      <h3>Publish</h3>
      <p>
        Writes a connection to the table only if the item still is what was last seen. If somebody changed it
        meanwhile nothing is written, and both sides are shown to choose from.
      </p>
      <p>
        Tables, read-only and the schedule of pulls are{' '}
        <AppLink href={`/realms/${encodeURIComponent(realm)}/edit`}>settings of the realm</AppLink>.
      </p>
    </HelpPanel>
  );
}
