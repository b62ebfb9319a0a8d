'use client';

import type { ReactNode } from 'react';
import { TestingOff } from './test-button';

/** Tells all buttons below whether testing is switched off, and why. */
export function TestingState({ off, children }: { off: string | null; children: ReactNode }) {
  return <TestingOff.Provider value={off}>{children}</TestingOff.Provider>;
}
