'use client';

import Box from '@cloudscape-design/components/box';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';

/** A state in a word or two with its icon, and below it what it means. */
export function Marked({
  type,
  word,
  children,
}: {
  type: StatusIndicatorProps.Type;
  word: string;
  children?: ReactNode;
}) {
  return (
    <>
      <StatusIndicator type={type}>{word}</StatusIndicator>
      {children && (
        <Box variant="small" display="block">
          {children}
        </Box>
      )}
    </>
  );
}
