import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { startTestInput } from '../tests/start-test';

const RUN = path.resolve(import.meta.dirname, '../../../scripts/run-bundled.mjs');
const INSTANCE = 'lib/services/testing/instance-process.ts';

const answer = z.object({ runId: z.string().optional(), refused: z.string().optional() });

/** A second process on the store and the sandbox of this one. Call `end` when done. */
export function openOtherInstance() {
  const child = spawn(process.execPath, [RUN, INSTANCE], {
    env: { ...process.env, LOG_LEVEL: 'silent' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    /** Starts a test there: the id of its run, or the words it was refused with. */
    async start(input: z.input<typeof startTestInput>): Promise<z.output<typeof answer>> {
      child.stdin.write(`${JSON.stringify(input)}\n`);
      const line = await lines.next();
      if (line.done) throw new Error('The other instance has ended.');
      return answer.parse(JSON.parse(line.value));
    },
    /** `SIGTERM` ends it in order, `SIGKILL` at once. */
    async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}
