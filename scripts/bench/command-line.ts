import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { devNull } from 'node:os';
import path from 'node:path';
import { startSandbox } from '../../lib/sandbox/start-sandbox';
import { ROOT } from '../packages.mjs';
import { medianOf, ms } from './measure';
import type { Row, Section } from './section';
import { withTemporaryFolder } from './temporary-folder';

const REPEATS = 5;
const COMMANDS = ['lint', 'resolve', 'test'] as const;

/** One spec through the program `lava-conn`, from its start to its end, in the sandbox. */
export function commandLineSection(): Promise<Section> {
  return withTemporaryFolder(async (dataDir) => {
    const sandbox = await startSandbox({ dataDir, portBase: 0 });
    const example = sandbox.connections.find(({ expected }) => expected.outcome === 'passed');
    try {
      const rows: Row[] = [];
      for (const command of COMMANDS) {
        const run = () => runProgram(command, sandbox.env, JSON.stringify(example?.spec));
        rows.push({ what: `lava-conn ${command}`, figure: ms(await medianOf(REPEATS, run)) });
      }
      return {
        title: 'The command line',
        note: `One specification that works, in a process of its own each time, against the stand-ins of the sandbox (budget 1,500 ms). Median of ${REPEATS}.`,
        rows,
      };
    } finally {
      await sandbox.stop();
    }
  });
}

async function runProgram(
  command: string,
  settings: Readonly<Record<string, string>>,
  spec: string,
): Promise<void> {
  const program = path.join(ROOT, 'scripts/lava-conn.mjs');
  const child = spawn(process.execPath, [program, command, '--realm', 'dev'], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      ...settings,
    },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.end(spec);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`lava-conn ${command} ended with ${code}.`);
}
