import { readEnv } from '../../env';

/** Whether this console works against the stand-ins of the sandbox. */
export function isSandbox(): boolean {
  return readEnv().SANDBOX === 'on';
}
