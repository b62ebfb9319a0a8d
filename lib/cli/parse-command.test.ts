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

test('help and version win over everything else', () => {
  expect(parseCommand(['lint', '--help'])).toEqual({ name: 'help' });
  expect(parseCommand(['-h'])).toEqual({ name: 'help' });
  expect(parseCommand(['--version'])).toEqual({ name: 'version' });
});

describe('is refused with what is wrong', () => {
  test.each([
    [[], 'A command is missing: resolve, test, lint or table. See lava-conn --help.'],
    [
      ['reslove'],
      'There is no command "reslove". There are resolve, test, lint and table. See lava-conn --help.',
    ],
    [['resolve', '--realms', 'dev'], "Unknown option '--realms'."],
    [['resolve', '--realm'], "Option '--realm <value>' argument missing."],
    [['resolve', '--reveal=yes'], "Option '--reveal' does not take an argument."],
    [['lint', '--reveal'], 'lint has no option --reveal.'],
    [['test', '--reveal'], 'test has no option --reveal.'],
    [['table', 'redshift', '--realm', 'dev'], 'table has no option --realm.'],
    [['table'], 'table takes one connector type.'],
    [['table', 'redshift', 'psql'], 'table takes one connector type.'],
  ])('%j', (args, message) => {
    expect(() => parseCommand(args)).toThrow(new CliError(message));
  });
});
