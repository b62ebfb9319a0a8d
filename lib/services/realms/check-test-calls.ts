import type { Prisma } from '../../db/prisma';
import { realmHelp, triedAws } from '../runtime';
import { attempt, type RealmCheckLine, type Verdict } from './realm-check-line';

/** Made up for the check: nothing is called so, and nothing is read or obtained by asking for it. */
const MADE_UP = 'connections-check';
/** What AWS says where a call is allowed and its object is absent, service by service. */
const ABSENT = /NotFound/;
const DENIED = /AccessDenied|NotAuthorized|Unauthorized/;

/**
 * Tries what tests of connections and the pickers of the form ask AWS: for a parameter, a secret, a cluster and a
 * workgroup that do not exist, so that no value comes back and no credentials are made, and for names.
 */
export function checkTestCalls(
  realm: Prisma.RealmGetPayload<object>,
  signal: AbortSignal,
): Promise<RealmCheckLine>[] {
  const aws = triedAws(realm);
  const help = realmHelp(realm);
  const name = `/lava/${realm.name}/${MADE_UP}`;
  const login = { database: MADE_UP, durationSeconds: 900 };
  const test = (
    what: string,
    permission: string,
    call: () => Promise<unknown>,
    denied: (code: string) => Verdict,
  ) =>
    attempt(
      what,
      permission,
      () => call().then(answered),
      (code) => explain(code, denied),
    );
  const without = (permission: string, loss: string) => (code: string) =>
    ({
      state: 'failed',
      message: `Not allowed (${code}). Add ${permission} to the console's policy; without it ${loss}.`,
    }) as const;
  const perhapsNamed = (permission: string, what: string) => (code: string) =>
    ({
      state: 'warning',
      message: `Not allowed for a made-up ${what} (${code}). That is right where the policy names each ${what}; else add ${permission}: without it no connection that logs in so can be tested.`,
    }) as const;
  const typed = (permission: string, what: string) => (code: string) =>
    ({
      state: 'warning',
      message: `Not allowed (${code}). Add ${permission} to the console's policy; without it ${what} are typed, not chosen.`,
    }) as const;
  return [
    test(
      'Read SSM parameters in tests',
      'ssm:GetParameter',
      () => aws.getParameter(name, signal),
      without('ssm:GetParameter', 'no connection with an SSM password can be tested'),
    ),
    test(
      'Read secrets in tests',
      'secretsmanager:GetSecretValue',
      () => aws.getSecretString(name, signal),
      without('secretsmanager:GetSecretValue', 'no connection with a secret can be tested'),
    ),
    test(
      'Obtain credentials for clusters',
      'redshift:GetClusterCredentials',
      () => aws.getClusterCredentials({ ...login, clusterId: MADE_UP, user: MADE_UP }, signal),
      perhapsNamed('redshift:GetClusterCredentials', 'cluster'),
    ),
    test(
      'Obtain credentials for workgroups',
      'redshift-serverless:GetCredentials',
      () => aws.getServerlessCredentials({ ...login, workgroup: MADE_UP }, signal),
      perhapsNamed('redshift-serverless:GetCredentials', 'workgroup'),
    ),
    test(
      'List names of secrets',
      'secretsmanager:ListSecrets',
      () => help.listSecretNames(name, 1, signal),
      typed('secretsmanager:ListSecrets', 'names of secrets'),
    ),
    test(
      'List workgroups',
      'redshift-serverless:ListWorkgroups',
      () => help.listWorkgroups(signal),
      typed('redshift-serverless:ListWorkgroups', 'workgroups'),
    ),
  ];
}

function answered(): Verdict {
  return { state: 'passed', message: 'Allowed.' };
}

function explain(awsCode: string, denied: (awsCode: string) => Verdict): Verdict {
  if (ABSENT.test(awsCode)) return answered();
  if (DENIED.test(awsCode)) return denied(awsCode);
  return {
    state: 'failed',
    message: `AWS did not answer as hoped (${awsCode}). Check the region, the role and the network.`,
  };
}
