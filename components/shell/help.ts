'use client';

import { createContext, type ReactNode, useContext } from 'react';

export interface HelpState {
  /** Shows the content and opens the panel. */
  readonly show: (content: ReactNode) => void;
  /** Changes what the panel shows without opening it: it follows the focus. */
  readonly follow: (content: ReactNode) => void;
}

export const HelpContext = createContext<HelpState | null>(null);

/** The help panel of the page. */
export function useHelp(): HelpState {
  const state = useContext(HelpContext);
  if (!state) throw new Error('useHelp needs a ConsolePage.');
  return state;
}
