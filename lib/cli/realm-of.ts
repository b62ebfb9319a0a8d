import { CliError } from './cli-error';

/** It becomes part of messages and of the name by which servers know the session. */
const REALM = /^[A-Za-z0-9][\w.-]{0,49}$/;

/** The realm that was named, if any. @throws {CliError} when it can be no realm's name */
export function realmOf(given: string | undefined): string | undefined {
  if (given === undefined || REALM.test(given)) return given;
  throw new CliError('The name of a realm is up to 50 letters, digits, ".", "_" and "-".');
}
