import pino from 'pino';
import { readEnv } from './env';
import { loggedError } from './logged-error';
import { currentRequest } from './request-scope';

const SECRET_NAMES = [
  'password',
  'secret',
  'secretString',
  'token',
  'externalId',
  'external_id',
  'authorization',
  'cookie',
  'secretAccessKey',
  'sessionToken',
  'connectionString',
];

/** The operator's log: JSON lines, secrets cut out by name. Lines of a request carry its id. */
export function createLog(destination?: pino.DestinationStream): pino.Logger {
  return pino(
    {
      level: readEnv().LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => {
        const request = currentRequest();
        return request ? { requestId: request.requestId } : {};
      },
      // What a line says itself of its request counts: work that goes on after the request has its id too.
      mixinMergeStrategy: (line, mixed) => ({ ...mixed, ...line }),
      serializers: { err: loggedError },
      redact: {
        paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]),
        censor: '[secret]',
      },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
}

/** On stdout. */
export const log = createLog();
