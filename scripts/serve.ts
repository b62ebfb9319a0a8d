// Runs the whole product: database, sandbox when no AWS is configured, and the web server. Ctrl-C stops all of it.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { publicAddress } from '../lib/auth/public-address';
import { asRole, CONSOLE_ROLE, consolePassword, ensureRole, grantConsole } from '../lib/db/console-role';
import { startEmbeddedPostgres } from '../lib/db/embedded-postgres';
import { configuredAws, type Env, EnvError, readEnvAtStart } from '../lib/env';
import { actionKey } from './action-key';
import { authSecretOf } from './auth-secret';
import { buildApp } from './build-app';
import { generateClient } from './generate-client';
import { holdPort } from './hold-port';
import { withAddressOf } from './never-dial';
import { ROOT } from './packages.mjs';
import { clearRunning, isAlive, readRunning, writeRunning } from './running';
import { loadSettingsFile } from './settings-file.mjs';
import { startNext, untilHealthy } from './web-server';

/** The web server needs 15 s at most; all of it is to be gone after 20. */
const SERVER_STOPS_MS = 16_000;
const FILL_RETRY_MS = 3_000;
type Stop = () => Promise<void>;

function say(step: string, text: string): void {
  process.stdout.write(`${step.padEnd(12)} ${text}\n`);
}

/** Ends a start that has begun nothing yet. */
function fail(message: string): never {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

function settings(): Env {
  loadSettingsFile();
  try {
    return readEnvAtStart();
  } catch (error) {
    if (error instanceof EnvError) fail(`A setting is wrong; see .env.example.\n${error.message}`);
    throw error;
  }
}

/** Whether to start the stand-ins, and why. */
function sandboxDecision(env: Env): { readonly on: boolean; readonly because: string } {
  if (env.SANDBOX === 'on') return { on: true, because: 'SANDBOX=on' };
  if (env.SANDBOX === 'off') return { on: false, because: 'SANDBOX=off' };
  const found = configuredAws();
  for (const file of ['credentials', 'config']) {
    if (existsSync(path.join(homedir(), '.aws', file))) found.push(`~/.aws/${file}`);
  }
  if (env.DATABASE_URL) found.push('DATABASE_URL');
  return found.length > 0
    ? { on: false, because: `${found.join(', ')} found; SANDBOX=on starts it all the same` }
    : { on: true, because: 'no AWS is configured' };
}

async function stopLeftOvers(dataDir: string): Promise<void> {
  const before = await readRunning(dataDir);
  if (!before) return;
  if (await isAlive(before.supervisor, 'start.mjs')) {
    say('already on', `${before.url} (process ${before.supervisor})`);
    process.exit(0);
  }
  if (before.server && (await isAlive(before.server, 'next'))) {
    process.kill(before.server, 'SIGKILL');
    say('recovered', 'stopped the web server that an earlier start left behind');
  }
  await clearRunning(dataDir);
}

/**
 * Brings the store up to date. Returns false when it cannot be reached: the web server starts all the same and does
 * this itself once it can.
 */
async function prepareStore(databaseUrl: string, ownerUrl: string | undefined): Promise<boolean> {
  const { applyMigrations } = await import('../lib/db/migrations');
  const { fromDatabase, whyUnavailable } = await import('../lib/db/unavailable');
  const { rederiveOutdated } = await import('../lib/services/connections/rederive-outdated');
  try {
    const applied = await applyMigrations(ownerUrl ?? databaseUrl);
    if (ownerUrl) await grantConsole(ownerUrl, decodeURIComponent(new URL(databaseUrl).username));
    say('migrations', applied.length > 0 ? `applied ${applied.join(', ')}` : 'up to date');
    const rederived = await rederiveOutdated(databaseUrl);
    if (rederived > 0) say('columns', `derived anew for ${rederived} connections`);
    return true;
  } catch (error) {
    if (!whyUnavailable(fromDatabase(error))) throw error;
    say('database', 'cannot be reached; the console starts without it and goes on trying');
    return false;
  }
}

/** Starts everything and stays until Ctrl-C. `dev`: the development server, without a build. */
export async function serve({ dev }: { dev: boolean }): Promise<void> {
  const env = settings();
  const dataDir = path.resolve(ROOT, env.DATA_DIR);
  // Asked by this machine itself, whatever people call it.
  const within = ['0.0.0.0', '::'].includes(env.HOST) ? '127.0.0.1' : env.HOST;
  const url = publicAddress({ HOST: within, PORT: env.PORT, PUBLIC_URL: undefined });
  await stopLeftOvers(dataDir);
  const held = await holdPort(env.HOST, env.PORT).catch((error: Error) => fail(error.message));
  await writeRunning(dataDir, { supervisor: process.pid, url });

  const stops: Stop[] = [];
  let stopping: Promise<void> | undefined;
  let [serving, failed] = [false, false];
  /** Ends the build, if it still runs. */
  const ending = new AbortController();
  stops.push(async () => ending.abort());
  const stopAll = () => {
    stopping ??= (async () => {
      for (const stop of stops.reverse()) await stop().catch((error) => process.stderr.write(`${error}\n`));
      await clearRunning(dataDir);
    })();
    return stopping;
  };
  const leave = async (code: number) => {
    await stopAll();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      say('stopping', 'the web server, the sandbox and the database');
      void leave(0);
    });
  }

  try {
    say('client', (await generateClient()) ? 'generated from prisma/schema.prisma' : 'up to date');
    const key = env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? (await actionKey());
    if (stopping) return;
    const building = dev
      ? Promise.resolve()
      : buildApp(key, ending.signal).then((built) => say('build', built ? 'done' : 'up to date'));
    building.catch(() => undefined);

    let databaseUrl = env.DATABASE_URL;
    // The role that owns the tables; the web server has one of its own that cannot change audit events.
    let ownerUrl = env.MIGRATION_DATABASE_URL;
    if (databaseUrl) say('database', 'DATABASE_URL');
    else {
      const databaseDir = path.join(dataDir, 'postgres');
      const starting = startEmbeddedPostgres({
        dataDir: databaseDir,
        port: 0,
        database: 'lava_connections',
      });
      stops.push(async () => {
        const begun = await starting.catch(() => undefined);
        // A start that fails leaves alone what it found running: it may be another's.
        if (!(failed && begun?.reused)) await begun?.stop();
      });
      const database = await starting;
      ownerUrl = database.url;
      const password = await consolePassword(databaseDir);
      await ensureRole(ownerUrl, CONSOLE_ROLE, password);
      databaseUrl = asRole(ownerUrl, CONSOLE_ROLE, password);
      say('database', `PostgreSQL on port ${database.port}${database.reused ? ' (was still running)' : ''}`);
    }

    const prepared = await prepareStore(databaseUrl, ownerUrl);
    const role = decodeURIComponent(new URL(databaseUrl).username);
    say(
      'audit trail',
      ownerUrl
        ? `append-only; the role ${role} of the web server can only read and add events`
        : 'append-only by a trigger alone: the web server uses the role that owns the tables (see MIGRATION_DATABASE_URL)',
    );

    const extra: Record<string, string> = {
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: env.AUTH_SECRET ?? (await authSecretOf(dataDir)),
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key,
      // The owner of the tables is no business of the web server, unless it has to migrate by itself later. Where its
      // address leads is not dialled by tests all the same.
      MIGRATION_DATABASE_URL: prepared ? '' : (ownerUrl ?? ''),
      ...(ownerUrl && { NEVER_DIAL: withAddressOf(ownerUrl, process.env.NEVER_DIAL) }),
    };
    const decision = sandboxDecision(env);
    if (decision.on) {
      const { startSandbox } = await import('../lib/sandbox/start-sandbox');
      if (stopping) return;
      const starting = startSandbox({
        dataDir: path.join(dataDir, 'sandbox'),
        portBase: env.SANDBOX_PORT,
      });
      stops.push(async () => (await starting.catch(() => undefined))?.stop());
      const sandbox = await starting;
      Object.assign(extra, sandbox.env);
      const { fillStore } = await import('../lib/services/sandbox/fill-store');
      const filled = prepared ? await fillStore(databaseUrl, sandbox) : 0;
      say(
        'sandbox',
        `${decision.because}: stand-in AWS at ${sandbox.awsEndpoint}${filled > 0 ? `, ${filled} example connections added` : ''}`,
      );
      if (!prepared) {
        const store = databaseUrl;
        const later = setInterval(() => {
          fillStore(store, sandbox).then(
            () => clearInterval(later),
            () => undefined,
          );
        }, FILL_RETRY_MS);
        stops.push(async () => clearInterval(later));
      }
    } else {
      extra.SANDBOX = 'off';
      say('sandbox', `off (${decision.because})`);
    }

    await building;
    await held.release();
    if (stopping) return;
    const next = startNext(env, dev, extra);
    stops.push(async () => {
      if (next.exitCode !== null || next.signalCode !== null) return;
      next.kill('SIGTERM');
      const late = setTimeout(() => next.kill('SIGKILL'), SERVER_STOPS_MS);
      await once(next, 'exit');
      clearTimeout(late);
    });
    next.on('exit', (code) => {
      if (serving && !stopping) {
        process.stderr.write(`The web server ended by itself (exit code ${code}).\n`);
        void leave(1);
      }
    });
    await writeRunning(dataDir, { supervisor: process.pid, ...(next.pid && { server: next.pid }), url });
    await untilHealthy(url, next);
    serving = true;
    if (!decision.on) {
      const { makeSetUpLink } = await import('../lib/services/people/set-up');
      const link = await makeSetUpLink(databaseUrl);
      if (link) {
        const address = `${publicAddress(env)}${link.path}`;
        say('set up', `nobody is admin yet: within 24 hours, create the first admin at ${address}`);
      }
    }
    say('ready', env.PUBLIC_URL ?? url);
  } catch (error) {
    // Of a start that was told to stop, nothing that breaks on the way matters.
    if (!stopping) {
      failed = true;
      process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    }
    await leave(1);
  }
}
