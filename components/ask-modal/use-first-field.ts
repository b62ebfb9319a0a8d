'use client';

import { type RefCallback, useEffect, useState } from 'react';

/**
 * Puts the focus into the field of a dialog that takes the ref. A dialog of Cloudscape first notes where the focus was,
 * to give it back when it closes, and then takes it: `autoFocus` would come before both.
 */
export function useFirstField<T extends { focus: () => void }>(): RefCallback<T> {
  const [field, setField] = useState<T | null>(null);
  useEffect(() => field?.focus(), [field]);
  return setField;
}
