import Box from '@cloudscape-design/components/box';

/** Stands where rows would: they could not be read, so that nothing is known of them. The error itself is told above. */
export function NotRead({ what }: { what: string }) {
  return <Box color="text-status-inactive">{what} could not be read. Try again above.</Box>;
}
