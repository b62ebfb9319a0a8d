'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';

/** Whether the element has room for `minWidth` pixels; `initially` until it was measured. */
export function useWide(
  minWidth: number,
  initially = false,
): {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly wide: boolean;
} {
  const ref = useRef<HTMLDivElement>(null);
  const [wide, setWide] = useState(initially);
  useEffect(() => {
    if (!ref.current) return;
    const observer = new ResizeObserver(([entry]) => setWide((entry?.contentRect.width ?? 0) >= minWidth));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [minWidth]);
  return { ref, wide };
}
