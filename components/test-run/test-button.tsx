'use client';

import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import { createContext, useContext } from 'react';

/** Why nothing may be tested now; null: it may. */
export const TestingOff = createContext<string | null>(null);

/** A button that tests, mints or checks: while testing is switched off it is disabled and says why. */
export function TestButton(props: ButtonProps) {
  const reason = useContext(TestingOff);
  return <Button {...props} {...(reason !== null && { disabled: true, disabledReason: reason })} />;
}
