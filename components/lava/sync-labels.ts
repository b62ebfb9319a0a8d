import type { Removal, SyncState } from '@/lib/connectors/sync-state';

/** What a state is called, and what it means in a sentence. */
export const SYNC_LABELS: Readonly<Record<SyncState, { readonly label: string; readonly meaning: string }>> =
  {
    same: { label: 'Same', meaning: 'Here and in lava’s table it is the same.' },
    'changed-here': { label: 'Changed here', meaning: 'Changed here and not published yet.' },
    'changed-there': { label: 'Changed there', meaning: 'Changed in lava’s table, not here.' },
    'changed-both': {
      label: 'Changed on both sides',
      meaning: 'Changed here and in lava’s table: choose what to keep.',
    },
    'only-here': { label: 'Only here', meaning: 'Not in lava’s table: workers do not know it.' },
    'only-there': { label: 'Only there', meaning: 'In lava’s table, not here.' },
  };

/** What is said where one side deleted it. */
export const REMOVAL_LABELS: Readonly<Record<Removal, { readonly label: string; readonly meaning: string }>> =
  {
    'deleted-here': { label: 'Deleted here', meaning: 'Deleted here; lava’s table still has it.' },
    'deleted-there': { label: 'Deleted there', meaning: 'Deleted in lava’s table; it is still here.' },
  };
