import '../connectors/zod-without-eval';
import { z } from 'zod';
import { isAllowedDuration, parseDuration } from '../connectors/duration';
import { workerKind } from '../connectors/worker-arn';

/** First parts of the console's own addresses. */
const RESERVED = new Set([
  'account',
  'api',
  'healthz',
  'metrics',
  'people',
  'readyz',
  'realms',
  'reference',
  'set-password',
  'set-up',
  'settings',
  'sign-in',
  'trail',
]);

const optionalText = (schema: z.ZodString) =>
  z
    .union([z.literal(''), schema])
    .nullish()
    .transform((value) => (value ? value : null));

/** What DynamoDB takes as the name of a table. */
const tableName = optionalText(
  z
    .string()
    .regex(
      /^[\w.-]{3,255}$/,
      'A table name has 3 to 255 letters, digits and _ . -, for example lava.dev.connections.',
    ),
);

/** Typed as text in the form. */
const minutes = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === '' || value === null || value === undefined ? null : Number(value)))
  .refine(
    (value) => value === null || (Number.isInteger(value) && value >= 5 && value <= 1440),
    'Write whole minutes between 5 and 1440 (a day), or leave it empty.',
  );

function duration(kept?: string) {
  return z
    .string()
    .refine(
      (text) => text === kept || durationProblem(text) === undefined,
      'Write a duration between 15m and 1h, such as 15m, 900s or 1h: AWS takes 900 to 3600 seconds.',
    );
}

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;
const MAX_WORKER_ROLES = 10;

/** One ARN a line in the form: empty lines and repetitions are left out. */
const workerRoleArns = z
  .array(z.string())
  .default([])
  .transform((lines) => [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))])
  .superRefine((arns, issues) => {
    const wrong = arns.find((arn) => workerKind(arn) === undefined);
    if (wrong !== undefined) {
      const message = `"${wrong.slice(0, 80)}" is no ARN of a role or an IAM user. Write one such as arn:aws:iam::123456789012:role/lava-dev-worker on each line.`;
      issues.addIssue({ code: 'custom', message });
    } else if (arns.length > MAX_WORKER_ROLES) {
      issues.addIssue({ code: 'custom', message: `Name at most ${MAX_WORKER_ROLES}.` });
    }
  });

/** What is wrong with a default duration of credentials, and what comes of it; undefined when nothing. */
export function durationProblem(text: string): string | undefined {
  const seconds = parseDuration(text);
  if (seconds === null) return 'lava cannot read this duration: every login with IAM credentials fails.';
  if (isAllowedDuration(seconds)) return undefined;
  return 'AWS takes 900 to 3600 seconds: it refuses every login with IAM credentials.';
}

/** What a realm's form may write; the same schema runs in the browser and in the service. */
export const realmInput = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9_-]{0,49}$/,
      'Use up to 50 lower-case letters, digits, - and _, beginning with a letter or digit.',
    )
    .refine((name) => !RESERVED.has(name), 'This name is an address of the console itself. Choose another.'),
  description: z.string().max(1000, 'Keep the description under 1,000 characters.').default(''),
  account: z.string().regex(/^\d{12}$/, 'An AWS account id has exactly 12 digits.'),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'Write the region as AWS does, for example ap-southeast-2.'),
  roleArn: optionalText(
    z
      .string()
      .regex(
        ROLE_ARN,
        'Write a role ARN such as arn:aws:iam::123456789012:role/lava-dashboard, or leave it empty.',
      ),
  ),
  externalId: optionalText(
    z
      .string()
      .regex(/^[\w+=,.@:/-]{2,1224}$/, 'An external id has 2 to 1,224 letters, digits and + = , . @ : / -.'),
  ),
  kmsAlias: z.string().regex(/^alias\/[\w/-]{1,250}$/, 'Write an alias such as alias/lava-dev-sys.'),
  passwordDuration: duration(),
  protected: z.boolean().default(false),
  fourEyes: z.boolean().default(false),
  workerRoleArns,
  connectionsTable: tableName,
  jobsTable: tableName,
  readOnly: z.boolean().default(false),
  pullEveryMinutes: minutes,
});

/**
 * Where a realm leads: with these settings the console's own credentials reach another account, role or table, so whoever
 * changes them needs what creating a realm needs.
 */
export const REALM_PLACE = [
  'account',
  'region',
  'roleArn',
  'externalId',
  'connectionsTable',
  'jobsTable',
] as const satisfies readonly (keyof RealmInput)[];

/** The same for a realm whose duration was taken over from lava: that may stay, whatever it is. */
export function realmInputKeeping(kept: string) {
  return realmInput.extend({ passwordDuration: duration(kept) });
}

export type RealmInput = z.input<typeof realmInput>;
