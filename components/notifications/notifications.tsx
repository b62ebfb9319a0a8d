'use client';

import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import dynamic from 'next/dynamic';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { ErrorDto } from '@/lib/services/errors';
import { useAtRest } from '../at-rest/use-at-rest';

// With `loading` it waits by itself; without, the whole page would be replaced by its loading state meanwhile. When the
// server is gone before it was fetched, what there is to say is said plainly.
const Flashbar = dynamic<FlashbarProps>(
  () =>
    import('@cloudscape-design/components/flashbar').then(
      (module) => module.default,
      () => PlainBar,
    ),
  { loading: () => null },
);

function PlainBar({ items }: FlashbarProps) {
  return (
    <div role="status">
      {items.map(({ id, header, content }) => (
        <p key={id}>
          <b>{header}</b> {content}
        </p>
      ))}
    </div>
  );
}

interface Notification {
  readonly type: 'success' | 'error' | 'warning' | 'info' | 'in-progress';
  readonly header: ReactNode;
  readonly content?: ReactNode;
  readonly action?: ReactNode;
  /** A later notification with the same id replaces this one. */
  readonly id?: string;
}

interface Notifications {
  readonly items: readonly FlashbarProps.MessageDefinition[];
  readonly notify: (notification: Notification) => string;
  readonly notifyError: (error: ErrorDto, header?: string) => void;
  readonly dismiss: (id: string) => void;
}

const NotificationContext = createContext<Notifications | null>(null);
const SUCCESS_SHOWN_MS = 8_000;

/** Holds the notifications that the shell shows above the page; successes leave by themselves. */
export function NotificationProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<readonly FlashbarProps.MessageDefinition[]>([]);

  const dismiss = useCallback((id: string) => {
    setItems((current) => current.filter((item) => item.id !== id));
  }, []);

  const notify = useCallback(
    ({ id = crypto.randomUUID(), ...rest }: Notification) => {
      const { type, header, content, action } = rest;
      const item: FlashbarProps.MessageDefinition = {
        id,
        type: type === 'in-progress' ? 'info' : type,
        loading: type === 'in-progress',
        header,
        content,
        action,
        dismissible: type !== 'in-progress',
        dismissLabel: 'Dismiss',
        onDismiss: () => dismiss(id),
        ariaRole: type === 'error' ? 'alert' : 'status',
      };
      setItems((current) => [item, ...current.filter((other) => other.id !== id)].slice(0, 5));
      if (type === 'success' && !action) setTimeout(() => dismiss(id), SUCCESS_SHOWN_MS);
      return id;
    },
    [dismiss],
  );

  const notifyError = useCallback(
    (error: ErrorDto, header?: string) => {
      notify({
        type: 'error',
        header: header ?? error.message,
        content: [
          header && error.message,
          error.hint,
          ...(error.problems ?? []).map((problem) => problem.message),
        ]
          .filter(Boolean)
          .join(' '),
      });
    },
    [notify],
  );

  const value = useMemo(
    () => ({ items, notify, notifyError, dismiss }),
    [items, notify, notifyError, dismiss],
  );
  return <NotificationContext.Provider value={value}>{children}</NotificationContext.Provider>;
}

/** Ways to tell the reader something. */
export function useNotifications(): Notifications {
  const value = useContext(NotificationContext);
  if (!value) throw new Error('useNotifications needs a NotificationProvider.');
  return value;
}

/** The bar itself; the shell places it. Its script is there before the first notification is likely. */
export function NotificationBar() {
  const { items } = useNotifications();
  const atRest = useAtRest();
  return atRest || items.length > 0 ? <Flashbar items={[...items]} stackItems /> : null;
}
