import { ProbeStop } from './probe-stop';

/** Ends of a probe that have nothing to do with the database, at whatever stage it was. */

export function cancelled(): ProbeStop {
  return new ProbeStop('CANCELLED', {
    message: 'The test was cancelled; its connection is closed.',
    hint: 'Start it again when you need the answer.',
    outcome: 'cancelled',
  });
}

export function diallerEnded(): ProbeStop {
  return new ProbeStop('DIALLER_ENDED', {
    message: "The console's process that dials databases ended in the midst of the test.",
    hint: 'Test again: a new one is started. If it happens again, the operator finds the reason in the log.',
    outcome: 'undecided',
  });
}
