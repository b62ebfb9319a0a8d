import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { commandOf } from './process-command';

const POLL_MS = 50;

/**
 * Finds the server that runs on a data folder, waiting up to `patienceMs` while it is starting or stopping.
 * Returns undefined when there is none. Throws when it is still neither up nor gone after that.
 */
export async function findRunningServer(
  pgdata: string,
  patienceMs: number,
): Promise<{ readonly port: number } | undefined> {
  for (let waited = 0; waited <= patienceMs; waited += POLL_MS) {
    const lines = await pidFile(pgdata);
    const pid = Number(lines?.[0]);
    if (lines === undefined || !(await isServerOf(pid, pgdata))) return undefined;
    // The file's fourth line is the port, the eighth the state (PostgreSQL's miscadmin.h).
    if (lines[7]?.trim() === 'ready') return { port: Number(lines[3]) };
    await setTimeout(POLL_MS);
  }
  throw new Error(`The PostgreSQL on ${pgdata} is neither ready nor gone after ${patienceMs / 1000} s.`);
}

/**
 * Removes what a killed server left. PostgreSQL does so itself unless the number now belongs to another process,
 * as is common after a restart of a container. Call it only when no server runs on the folder.
 */
export async function removeStalePid(pgdata: string): Promise<void> {
  await rm(join(pgdata, 'postmaster.pid'), { force: true });
}

async function pidFile(pgdata: string): Promise<string[] | undefined> {
  return readFile(join(pgdata, 'postmaster.pid'), 'utf8').then(
    (text) => text.split('\n'),
    () => undefined,
  );
}

/** A server works inside its data folder; where that cannot be seen, its command line names the folder. */
async function isServerOf(pid: number, pgdata: string): Promise<boolean> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  if (process.platform === 'linux') {
    const [cwd, folder] = await Promise.all([
      readlink(`/proc/${pid}/cwd`).catch(() => undefined),
      realpath(pgdata),
    ]);
    return cwd === folder;
  }
  return (await commandOf(pid)).includes(pgdata);
}
