import Box from '@cloudscape-design/components/box';
import { scheduleEntries } from '@/lib/connectors/schedule-words';

/** When a job runs: in words where they are exact, and its crontabs as they are written. */
export function JobSchedule({ schedule }: { schedule: string | null }) {
  if (schedule === null) return <Box color="text-status-inactive">On demand only</Box>;
  return scheduleEntries(schedule).map(({ text, words }) => (
    <div key={text}>
      {words}
      <Box variant="div" {...(words !== null && { fontSize: 'body-s', color: 'text-body-secondary' })}>
        <span className="mono">{text}</span>
      </Box>
    </div>
  ));
}
