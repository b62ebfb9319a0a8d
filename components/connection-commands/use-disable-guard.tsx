'use client';

import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { concernedJobs, jobsQuery } from '../jobs/jobs-query';

// Fetched when something is disabled that jobs use or may use.
const DisableDialog = dynamic(() => import('./disable-dialog').then((module) => module.DisableDialog), {
  loading: () => null,
});

interface Asking {
  readonly connIds: readonly string[];
  readonly takesNote: boolean;
  readonly answer: (note: string | null) => void;
}

/**
 * Lets connections be disabled at once when no job uses them; asks otherwise, and also when the jobs are not known or
 * cannot be read. `whyDisable` asks for a note as well and returns it, null when they stay enabled. `dialog` has to be
 * drawn.
 */
export function useDisableGuard(realm: string): {
  readonly mayDisable: (connIds: readonly string[]) => Promise<boolean>;
  readonly whyDisable: (connIds: readonly string[]) => Promise<string | null>;
  readonly dialog: ReactNode;
} {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<Asking | null>(null);

  const ask = async (connIds: readonly string[], takesNote: boolean) => {
    const jobs = await queryClient
      .fetchQuery({ ...jobsQuery(realm, connIds), staleTime: 0 })
      .catch(() => null);
    if (jobs?.readAt && concernedJobs(jobs).length === 0) return '';
    return new Promise<string | null>((answer) => setAsking({ connIds, takesNote, answer }));
  };
  const mayDisable = async (connIds: readonly string[]) => (await ask(connIds, false)) !== null;
  const whyDisable = (connIds: readonly string[]) => ask(connIds, true);

  const dialog = asking && (
    <DisableDialog
      realm={realm}
      connIds={asking.connIds}
      takesNote={asking.takesNote}
      onAnswer={(note) => {
        asking.answer(note);
        setAsking(null);
      }}
    />
  );
  return { mayDisable, whyDisable, dialog };
}
