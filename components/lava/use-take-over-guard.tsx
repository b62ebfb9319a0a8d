'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import type { TakeOverPreview } from '@/lib/services/lava/preview-take-over';
import { useNotifications } from '../notifications/notifications';
import { readTakeOverPreview } from './lava-queries';

// Fetched when something would be deleted or disabled.
const TakeOverDialog = dynamic(() => import('./take-over-dialog').then((module) => module.TakeOverDialog), {
  loading: () => null,
});

interface Asking {
  readonly preview: TakeOverPreview;
  readonly answer: (take: boolean) => void;
}

/**
 * Lets connections be taken over at once when none is deleted or disabled by it; asks otherwise. What cannot be looked
 * up is not taken over. `dialog` has to be drawn.
 */
export function useTakeOverGuard(realm: string): {
  readonly mayTake: (connIds: readonly string[]) => Promise<boolean>;
  readonly dialog: ReactNode;
} {
  const { notify } = useNotifications();
  const [asking, setAsking] = useState<Asking | null>(null);

  const mayTake = async (connIds: readonly string[]) => {
    try {
      const preview = await readTakeOverPreview(realm, connIds);
      if (preview.deleted.length === 0 && preview.disabled.length === 0) return true;
      return await new Promise<boolean>((answer) => setAsking({ preview, answer }));
    } catch {
      notify({
        type: 'error',
        header: 'Nothing was taken over',
        content: 'It could not be looked up what that deletes or disables here. Try again.',
      });
      return false;
    }
  };

  const dialog = asking && (
    <TakeOverDialog
      realm={realm}
      preview={asking.preview}
      onAnswer={(take) => {
        asking.answer(take);
        setAsking(null);
      }}
    />
  );
  return { mayTake, dialog };
}
