import { describe, expect, test } from 'vitest';
import { CliError } from './cli-error';
import { parseCommand } from './parse-command';

test('a command with its options and files, in any order', () => {
  expect(parseCommand(['--realm', 'dev', 'resolve', 'a.json', '--reveal', '-'])).toEqual({
    name: 'resolve',
    realm: 'dev',
    reveal: true,
    files: ['a.json', '-'],
  });
  expect(parseCommand(['lint'])).toEqual({ name: 'lint', reveal: false, files: [] });
  expect(parseCommand(['table', 'redshift'])).toEqual({ name: 'table', type: 'redshift' });
});

test('commands on a store', () => {
  expect(parseCommand(['import', '--realm', 'dev', '--dry-run', 'specs'])).toEqual({
    name: 'import',
    realm: 'dev',
    dryRun: true,
    skipRefused: false,
    files: ['specs'],
  });
  expect(parseCommand(['export', '--filter', 'type=redshift', '--filter', 'owner:data'])).toEqual({
    name: 'export',
    format: 'json',
    filter: ['type=redshift', 'owner:data'],
  });
});

test('help and version win over everything else', () => {
  expect(parseCommand(['lint', '--help'])).toEqual({ name: 'help' });
  expect(parseCommand(['-h'])).toEqual({ name: 'help' });
  expect(parseCommand(['--version'])).toEqual({ name: 'version' });
});

describe('is refused with what is wrong', () => {
  test.each([
    [
      [],
      'A command is missing. There are resolve, test, lint, table, export, import and diff. See lava-conn --help.',
    ],
    [
      ['reslove'],
      'There is no command "reslove". There are resolve, test, lint, table, export, import and diff. See lava-conn --help.',
    ],
    [['resolve', '--realms', 'dev'], "Unknown option '--realms'."],
    [['resolve', '--realm'], "Option '--realm <value>' argument missing."],
    [['resolve', '--reveal=yes'], "Option '--reveal' does not take an argument."],
    [['lint', '--reveal'], 'lint has no option --reveal.'],
    [['test', '--reveal'], 'test has no option --reveal.'],
    [['table', 'redshift', '--realm', 'dev'], 'table has no option --realm.'],
    [['lint', '--format', 'xml'], 'There is no format "xml". There are json, text, sarif, junit.'],
    [['export', '--format', 'sarif'], 'There is no format "sarif". There are json, yaml.'],
    [['export', 'a.json'], 'export takes no files. Use --out to name where to write.'],
    [['diff', '--dry-run'], 'diff has no option --dry-run.'],
    [['table'], 'table takes one connector type.'],
    [['table', 'redshift', 'psql'], 'table takes one connector type.'],
  ])('%j', (args, message) => {
    expect(() => parseCommand(args)).toThrow(new CliError(message));
  });
});
