import { type Env, readEnv } from '../env';

/** Where people reach the console: PUBLIC_URL, or the loopback address it listens on. */
export function publicAddress(env: Pick<Env, 'PUBLIC_URL' | 'HOST' | 'PORT'> = readEnv()): string {
  return env.PUBLIC_URL ?? `http://${env.HOST.includes(':') ? `[${env.HOST}]` : env.HOST}:${env.PORT}`;
}

/** Every address that is the console's own: on loopback it goes by several names. */
export function ownOrigins(env: Pick<Env, 'PUBLIC_URL' | 'HOST' | 'PORT'> = readEnv()): string[] {
  if (env.PUBLIC_URL) return [env.PUBLIC_URL];
  return ['127.0.0.1', 'localhost', '[::1]'].map((host) => `http://${host}:${env.PORT}`);
}
