// What `npm start` leaves behind while it runs, so that a second start finds the first, and one after `kill -9`
// cleans up what the first left.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { commandOf } from '../lib/db/process-command';

/** The processes of a start, and where it serves. */
export interface Running {
  readonly supervisor: number;
  readonly server?: number;
  readonly url: string;
}

const fileIn = (dataDir: string) => path.join(dataDir, 'running.json');

export async function readRunning(dataDir: string): Promise<Running | undefined> {
  try {
    return JSON.parse(await readFile(fileIn(dataDir), 'utf8'));
  } catch {
    return undefined;
  }
}

export async function writeRunning(dataDir: string, running: Running): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await writeFile(fileIn(dataDir), JSON.stringify(running));
}

export async function clearRunning(dataDir: string): Promise<void> {
  await rm(fileIn(dataDir), { force: true });
}

/** Whether the process lives and its command line holds `mark`: a number may have been given to another since. */
export async function isAlive(pid: number, mark: string): Promise<boolean> {
  return (await commandOf(pid)).includes(mark);
}
