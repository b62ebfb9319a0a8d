import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FINDING_CODES } from '../connectors/finding';
import { runCli, runHere } from './cli.fixture';

const YAML = `# the warehouse
conn_id: warehouse
type: redshift
enabled: "false"
host: wh.abc.ap-southeast-2.redshift.amazonaws.com
port: 5439
database: analytics
user: etl
ssl: true
owner: data@example.com
description: The <warehouse> & "co".
---
conn_id: good
type: redshift
enabled: true
host: wh.abc.ap-southeast-2.redshift.amazonaws.com
port: 5439
database: analytics
user: etl
ssl: true
subtype: redshift
owner: data@example.com
description: The warehouse.
`;

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lava-lint-'));
  file = join(folder, 'specs & more.yaml');
  await writeFile(file, YAML);
});
afterAll(() => rm(folder, { recursive: true }));

const lint = (format: string, path = file) => runHere(['lint', '--realm', 'dev', '--format', format, path]);

test('text has a line for each finding, as editors and build logs know them', async () => {
  const run = await lint('text');
  expect(run).toMatchObject({ code: 1, stderr: '' });
  const lines = run.stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(/specs & more\.yaml:4: high: .* \[ENABLED_IS_TEXT, enabled\]$/);
  expect(lines.at(-1)).toBe('2 specifications, 1 not ok.');
});

test('json stays what it was', async () => {
  const [explicit, usual] = [await lint('json'), await runHere(['lint', '--realm', 'dev', file])];
  expect(explicit.stdout).toBe(usual.stdout);
  expect(usual.lines()).toMatchObject([
    { connId: 'warehouse', ok: false },
    { connId: 'good', ok: true },
  ]);
});

test('SARIF names a rule for each code, and file and line of each finding', async () => {
  const path = relative(tmpdir(), file);
  const run = await runCli(['lint', '--realm', 'dev', '--format', 'sarif', path]);
  expect(run.code).toBe(1);
  const log = JSON.parse(run.stdout);
  expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('sarif-2.1.0') });
  expect(log.runs).toHaveLength(1);
  const { tool, results } = log.runs[0];
  expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(FINDING_CODES);
  for (const { shortDescription, name } of tool.driver.rules) {
    expect(shortDescription.text).toMatch(/^[\S ]+\.$/);
    expect(name).toMatch(/^[A-Z][A-Za-z]+$/);
  }
  expect(results[0]).toMatchObject({
    ruleId: 'ENABLED_IS_TEXT',
    level: 'error',
    message: { text: expect.stringMatching(/^warehouse: /) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.replaceAll(' ', '%20').replace('&', '%26'), uriBaseId: '%SRCROOT%' },
          region: { startLine: 4 },
        },
      },
    ],
  });
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
});

test('JUnit has a case for each specification, those with high findings failed', async () => {
  const { stdout, code } = await lint('junit');
  expect(code).toBe(1);
  expect(stdout).toContain('<testsuites name="lava-conn lint" tests="2" failures="1" errors="0">');
  expect(stdout).toMatch(
    /<testcase name="warehouse" [^>]*line="2">\s*<failure type="ENABLED_IS_TEXT" message="/,
  );
  expect(stdout).toMatch(/<testcase name="good" /);
});

describe('the exit code', () => {
  test.each(['text', 'sarif', 'junit'])('of %s is 0 for good, 2 for what cannot be read', async (format) => {
    const good = join(folder, `good-${format}.yaml`);
    await writeFile(good, YAML.split('---\n')[1] ?? '');
    expect(await lint(format, good)).toMatchObject({ code: 0, stderr: '' });
    const broken = join(folder, `broken-${format}.json`);
    await writeFile(broken, '{"conn_id":"a"}\n]');
    const run = await lint(format, broken);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('line 2, column 1');
  });

  test('is 2 for an unknown format', async () => {
    const run = await lint('xml');
    expect(run).toMatchObject({
      code: 2,
      stderr: 'lava-conn: There is no format "xml". There are json, text, sarif, junit.\n',
    });
  });
});
