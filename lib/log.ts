import pino from 'pino';
import { readEnv } from './env';

/** The operator's log: JSON lines on stdout, secrets cut out by name. */
export const log = pino({
  level: readEnv().LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: ['password', '*.password', 'secret', '*.secret', 'token', '*.token', 'externalId', '*.externalId'],
    censor: '[secret]',
  },
});
