'use client';

import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Display } from './display';

const DisplayContext = createContext<{
  readonly display: Display;
  /** Whether the page is dark now, whatever decided it. */
  readonly dark: boolean;
  readonly change: (change: Partial<Display>) => void;
} | null>(null);

/** Applies the chosen mode and density and follows the system's mode while that is the choice. */
export function DisplayProvider({
  initial,
  save,
  children,
}: {
  initial: Display;
  save: (display: Display) => Promise<unknown>;
  children: ReactNode;
}) {
  const [display, setDisplay] = useState(initial);
  const [systemDark, setSystemDark] = useState(false);
  const dark = display.mode === 'dark' || (display.mode === 'system' && systemDark);

  useEffect(() => {
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setSystemDark(query.matches);
    follow();
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);

  useEffect(() => {
    const nowDark =
      display.mode === 'system' ? window.matchMedia('(prefers-color-scheme: dark)').matches : dark;
    applyMode(nowDark ? Mode.Dark : Mode.Light);
    applyDensity(display.density === 'compact' ? Density.Compact : Density.Comfortable);
  }, [dark, display]);

  const value = useMemo(
    () => ({
      display,
      dark,
      change: (change: Partial<Display>) => {
        const next = { ...display, ...change };
        setDisplay(next);
        void save(next);
      },
    }),
    [display, dark, save],
  );
  return <DisplayContext.Provider value={value}>{children}</DisplayContext.Provider>;
}

/** The current look and the way to change it. */
export function useDisplay() {
  const value = useContext(DisplayContext);
  if (!value) throw new Error('useDisplay needs a DisplayProvider.');
  return value;
}
