import type { ChangeAction, ChangeRequestDto, RequestState } from '@/lib/services/changes/change-dto';

/** What is asked for, in a word or two. */
export const ACTION_LABELS: Readonly<Record<ChangeAction, string>> = {
  create: 'Create',
  update: 'Change',
  delete: 'Delete',
  restore: 'Restore',
  publish: 'Publish',
};

/** How a request stands; `type` is that of its indicator. */
export const STATE_LABELS: Readonly<
  Record<RequestState, { readonly text: string; readonly type: 'pending' | 'success' | 'error' | 'stopped' }>
> = {
  open: { text: 'Waits for approval', type: 'pending' },
  approved: { text: 'Approved', type: 'success' },
  refused: { text: 'Refused', type: 'error' },
  withdrawn: { text: 'Withdrawn', type: 'stopped' },
};

/** `Change etl-warehouse`. */
export function titleOf({ action, connId }: Pick<ChangeRequestDto, 'action' | 'connId'>): string {
  return `${ACTION_LABELS[action]} ${connId}`;
}
