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
  readonly answer: (disable: boolean) => void;
}

/**
 * Lets connections be disabled at once when no job uses them; asks otherwise, and also when the jobs are not known or
 * cannot be read. `dialog` has to be drawn.
 */
export function useDisableGuard(realm: string): {
  readonly mayDisable: (connIds: readonly string[]) => Promise<boolean>;
  readonly dialog: ReactNode;
} {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<Asking | null>(null);

  const mayDisable = async (connIds: readonly string[]) => {
    const jobs = await queryClient
      .fetchQuery({ ...jobsQuery(realm, connIds), staleTime: 0 })
      .catch(() => null);
    if (jobs?.readAt && concernedJobs(jobs).length === 0) return true;
    return new Promise<boolean>((answer) => setAsking({ connIds, answer }));
  };

  const dialog = asking && (
    <DisableDialog
      realm={realm}
      connIds={asking.connIds}
      onAnswer={(disable) => {
        asking.answer(disable);
        setAsking(null);
      }}
    />
  );
  return { mayDisable, dialog };
}
