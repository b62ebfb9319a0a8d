import { echo } from './echo';

/** What a connection may say about the role it assumes, by the rules of IAM and STS. */

const ROLE_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:[\x21-\x7e]{1,510}\/)?([\w+=,.@-]{1,64})$/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/** STS takes so many session tags, their names and values so long, and these characters. */
const MAX_TAGS = 50;
const TAG_NAME = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** The account and the name (without its path) of the role an ARN is about; undefined for other text. */
export function roleOf(arn: unknown): { readonly account: string; readonly name: string } | undefined {
  const [, account = '', name = ''] = (typeof arn === 'string' && ROLE_ARN.exec(arn)) || [];
  return name === '' ? undefined : { account, name };
}

/** What is wrong with the ARN of a role, as a sentence; undefined when nothing. */
export function roleArnProblem(arn: string): string | undefined {
  if (roleOf(arn)) return undefined;
  return 'This is no ARN of a role. It looks like arn:aws:iam::123456789012:role/name.';
}

/** What is wrong with the name of a region; undefined when nothing. */
export function regionProblem(region: string): string | undefined {
  if (REGION.test(region)) return undefined;
  return `"${echo(region)}" is no AWS region. Enter one such as ap-southeast-2.`;
}

/** What is wrong with a map of session tags; undefined when nothing. */
export function sessionTagsProblem(tags: unknown): string | undefined {
  if (typeof tags !== 'object' || tags === null || Array.isArray(tags)) {
    return 'Session tags are names with a value each, every name once. Remove what is not, and enter it anew.';
  }
  const entries = Object.entries(tags);
  if (entries.length === 0) return 'There is no tag. Add one, or leave the field out.';
  if (entries.length > MAX_TAGS) return `There are ${entries.length} tags. AWS takes at most ${MAX_TAGS}.`;
  for (const [name, value] of entries) {
    if (!TAG_NAME.test(name) || name.toLowerCase().startsWith('aws:')) {
      return `"${echo(name)}" is no name of a tag: 1 to 128 letters, digits, spaces and _ . : / = + - @, not beginning with aws:.`;
    }
    if (typeof value !== 'string' || !TAG_VALUE.test(value)) {
      return `The tag "${echo(name)}" has a value AWS does not take: up to 256 letters, digits, spaces and _ . : / = + - @.`;
    }
  }
  return undefined;
}
