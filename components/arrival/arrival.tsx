'use client';

import './arrival.css';
import { type ReactNode, useEffect, useRef } from 'react';

/** What took the place of the button that was pressed: the keyboard's focus goes there instead of being lost. */
export function Arrival({ label, children }: { label: string; children: ReactNode }) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => ref.current?.focus({ preventScroll: true }), []);
  return (
    <section ref={ref} tabIndex={-1} aria-label={label} className="arrival">
      {children}
    </section>
  );
}
