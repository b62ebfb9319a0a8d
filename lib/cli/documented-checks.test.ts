import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '../..');

const GOOD = `conn_id: reports
type: redshift
enabled: true
host: wh.abc123.ap-southeast-2.redshift.amazonaws.com
port: 5439
database: analytics
user: etl
ssl: true
owner: data@example.com
description: The warehouse.
`;
/** lava reads it as enabled. */
const BAD = GOOD.replace('enabled: true', 'enabled: "false"');

/** A folder of its own, which is the home of whoever works there, too. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lava-documented-'));
  await mkdir(path.join(folder, 'team/connections'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFile(path.join(folder, 'team', name), text);

/** What a program came to in the team's repository: the code it ended with, and all it printed. */
async function inRepository(
  program: string,
  ...args: readonly string[]
): Promise<{ code: unknown; said: string }> {
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production' as const,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
  };
  try {
    const { stdout, stderr } = await run(program, args, { cwd: path.join(folder, 'team'), env });
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('stdout' in error) || !('stderr' in error))
      throw error;
    return { code: error.code, said: `${error.stdout}${error.stderr}` };
  }
}

/** The block of code under a heading of docs/command-line.md. */
async function documented(heading: string, language: string): Promise<string> {
  const text = await readFile(path.join(ROOT, 'docs/command-line.md'), 'utf8');
  const section = text.slice(text.indexOf(`\n#### ${heading}\n`));
  const [, block = ''] = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(section) ?? [];
  expect(block, heading).not.toBe('');
  return block;
}

describe('the hook that docs/command-line.md shows', () => {
  const commit = () => inRepository('git', 'commit', '--message', 'Change');
  const add = () => inRepository('git', 'add', '--all');

  beforeEach(async () => {
    await symlink(ROOT, path.join(folder, 'lava-connections'));
    await inRepository('git', 'init');
    const hook = path.join(folder, 'team/.git/hooks/pre-commit');
    await writeFile(hook, await documented('Before each commit', 'sh'));
    await chmod(hook, 0o755);
  });

  it('refuses a commit with a bad specification, and names file, line and finding', async () => {
    await write('connections/good.yaml', GOOD);
    await write('connections/not so good.yaml', BAD);
    await add();
    const refused = await commit();
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.said).toMatch(/^connections\/not so good\.yaml:3: high: .*\[ENABLED_IS_TEXT, enabled\]$/m);
    expect((await inRepository('git', 'log')).code).not.toBe(0);
  });

  it('lets good ones through, and commits without any', async () => {
    await write('connections/good.yaml', GOOD);
    await write('README.md', '# Ours');
    await add();
    expect(await commit()).toMatchObject({ code: 0 });
    await write('README.md', '# Ours, and yours');
    await rm(path.join(folder, 'team/connections/good.yaml'));
    await add();
    expect(await commit()).toMatchObject({ code: 0 });
  });

  it('goes by what is staged, not by what lies in the folder', async () => {
    await write('connections/one.json', '{"conn_id":');
    await add();
    await write('connections/one.json', JSON.stringify(parse(GOOD)));
    expect((await commit()).code).not.toBe(0);
    await add();
    await write('connections/one.json', '{"conn_id":');
    expect(await commit()).toMatchObject({ code: 0 });
  });
});

describe('the job that docs/command-line.md shows for GitHub', () => {
  /** As GitHub runs it. */
  async function lint() {
    const { jobs } = parse(await documented('In GitHub Actions', 'yaml'));
    const steps: { name?: string; run?: string; with?: { path?: string } }[] = jobs.lint.steps;
    const checkout = steps.find((step) => step.with?.path !== undefined)?.with?.path ?? '';
    await symlink(ROOT, path.join(folder, 'team', checkout));
    const step = steps.find(({ name }) => name === 'Lint');
    const { code } = await inRepository('bash', '-e', '-c', step?.run ?? '');
    return { code, sarif: JSON.parse(await readFile(path.join(folder, 'team/lint.sarif'), 'utf8')) };
  }

  it('fails with a bad specification, which the report names', async () => {
    await write('connections/good.yaml', GOOD);
    await write('connections/bad.yaml', BAD);
    const { code, sarif } = await lint();
    expect(code).toBe(1);
    const [high, ...others] = sarif.runs[0].results.filter(
      ({ level }: { level: string }) => level === 'error',
    );
    expect(others).toEqual([]);
    expect(high).toMatchObject({
      ruleId: 'ENABLED_IS_TEXT',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'connections/bad.yaml' } } }],
    });
  });

  it('passes with good ones', async () => {
    await write('connections/good.yaml', GOOD);
    expect(await lint()).toMatchObject({ code: 0, sarif: { version: '2.1.0' } });
  });
});
