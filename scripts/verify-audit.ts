// Prints what walking the chain found. Exit code 0: it holds; 1: it does not; 2: it could not be walked; 3: it holds, but
// cannot show whether it is the one whose head was noted down.
import path from 'node:path';
import { type ChainHead, walkAuditChain } from '../lib/db/audit-chain';
import { runningStore } from '../lib/db/running-store';
import { readStoreEnv } from '../lib/env';
import { ROOT } from './packages.mjs';
import { loadSettingsFile } from './settings-file.mjs';

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

const USAGE = 'Usage: npm run verify-audit [-- --expect-head HASH/SEQ]';

function expectedHead(args: readonly string[]): ChainHead | undefined {
  if (args.length === 0) return undefined;
  const [, hash, seq] = /^([0-9a-f]{64})\/(\d{1,15})$/.exec(args[1] ?? '') ?? [];
  if (args.length !== 2 || args[0] !== '--expect-head' || !hash || !seq) throw new Error(USAGE);
  return { hash, seq: Number(seq) };
}

/** Walks the chain of the store that DATABASE_URL names, or of the one that `npm start` runs. Returns the exit code. */
export async function verifyAudit(args: readonly string[]): Promise<0 | 1 | 2 | 3> {
  try {
    const expected = expectedHead(args);
    loadSettingsFile();
    const env = readStoreEnv();
    const url = env.DATABASE_URL ?? (await runningStore(path.resolve(ROOT, env.DATA_DIR)));
    if (url === undefined)
      throw new Error('No store is running. Start it with npm start, or set DATABASE_URL.');
    const { count, first, last, anchor, broken, notShown } = await walkAuditChain(url, expected);
    if (anchor) print(`anchor   event ${anchor.seq}, ${anchor.hash} (older events were let go)`);
    print(`events   ${count.toLocaleString('en')}`);
    if (first) print(`first    event ${first.seq}, ${first.at}`);
    if (last) print(`last     event ${last.seq}, ${last.at}`);
    if (broken) {
      complain(`BROKEN   event ${broken.seq}: ${broken.reason}.`);
      return 1;
    }
    const head = last ?? anchor;
    if (head) print(`head     ${head.hash}/${head.seq}`);
    if (notShown) {
      complain(
        `NOT SHOWN  ${notShown}. What is there holds in itself. Look at who let events go, and note down the line above: a head has to be compared before its event is let go.`,
      );
      return 3;
    }
    print('The chain holds.');
    if (!expected) {
      print(
        'Whether events were taken away from its end, or all were written anew, only a head kept elsewhere can show: note the line above and give it next time with --expect-head, before its event is let go.',
      );
    }
    return 0;
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return 2;
  }
}
