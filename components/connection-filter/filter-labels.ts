import { LOGIN_METHOD_LABELS } from '@/lib/connectors/login-method';
import type { SyncState } from '@/lib/connectors/sync-state';
import type { Outcome } from '@/lib/connectors/test-outcome';
import type { TlsKind } from '@/lib/listing/connection-row';
import {
  DURATION_OPERATORS,
  FILTER_KEYS,
  type FilterKey,
  type Operator,
  TIME_OPERATORS,
} from '@/lib/listing/list-query';

/** How a driver treats TLS, in the words of lists. */
export const TLS_LABELS: Readonly<Record<TlsKind, string>> = {
  verified: 'Required, certificate checked',
  unverified: 'Required, certificate not checked',
  opportunistic: 'Only if the server offers it',
  off: 'Never: unencrypted',
  'not-applicable': 'Not known',
};

/** How a test ended; `never`: there was none, `untestable`: there can be none. */
export const OUTCOME_LABELS: Readonly<Record<Outcome | 'never' | 'untestable', string>> = {
  passed: 'Passed',
  warning: 'Works, with a warning',
  failed: 'Failed',
  undecided: 'Undecided',
  cancelled: 'Cancelled',
  never: 'Never tested',
  untestable: 'Not testable here',
};

/** The connection's worst findings; `none`: it has none at all. */
const SEVERITY_LABELS = {
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  none: 'No findings',
} as const;

/** Where temporary credentials are in their life. */
const EXPIRY_LABELS = {
  valid: 'Valid',
  expiring: 'Ends within 5 minutes',
  expired: 'Expired',
  none: 'None obtained',
} as const;

const ENABLED_LABELS = { true: 'Enabled', false: 'Disabled' } as const;

/** How a connection compares with lava's table. */
const LAVA_LABELS: Readonly<Record<Exclude<SyncState, 'only-there'>, string>> = {
  same: 'Same',
  'changed-here': 'Changed here',
  'changed-there': 'Changed there',
  'changed-both': 'Changed on both sides',
  'only-here': 'Only here',
};

/** Whether any job names the connection, enabled or not. */
const JOB_USE_LABELS = { used: 'Used by jobs', unused: 'Unused' } as const;

/** What a property is called and which values it can take, as lists and filters show them. */
interface PropertyWords {
  readonly label: string;
  readonly values: string;
  readonly operators: readonly Operator[];
  /** Fixed values with their words; absent: free values. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** Its values are times: days are suggested. */
  readonly isTime?: true;
}

const EXACT: readonly Operator[] = ['=', '!='];
const TEXT: readonly Operator[] = ['=', '!=', ':', '!:', '^', '!^'];

function options(labels: Readonly<Record<string, string>>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

export const FILTER_WORDS: Readonly<Record<FilterKey, PropertyWords>> = {
  type: { label: 'Type', values: 'Types', operators: TEXT },
  loginMethod: {
    label: 'Login method',
    values: 'Login methods',
    operators: EXACT,
    options: options(LOGIN_METHOD_LABELS),
  },
  enabled: {
    label: 'Enabled',
    values: 'Enabled or not',
    operators: EXACT,
    options: options(ENABLED_LABELS),
  },
  tls: { label: 'TLS', values: 'TLS', operators: EXACT, options: options(TLS_LABELS) },
  finding: { label: 'Finding', values: 'Findings', operators: TEXT },
  severity: {
    label: 'Severity',
    values: 'Severities',
    operators: EXACT,
    options: options(SEVERITY_LABELS),
  },
  owner: { label: 'Owner', values: 'Owners', operators: TEXT },
  outcome: {
    label: 'Last test',
    values: 'Outcomes',
    operators: EXACT,
    options: options(OUTCOME_LABELS),
  },
  testedAt: { label: 'Tested (UTC)', values: 'Times', operators: TIME_OPERATORS, isTime: true },
  updatedAt: { label: 'Last change (UTC)', values: 'Times', operators: TIME_OPERATORS, isTime: true },
  updatedBy: { label: 'Last change by', values: 'People', operators: TEXT },
  duration: { label: 'Credential duration', values: 'Durations', operators: DURATION_OPERATORS },
  expiry: {
    label: 'Temporary credentials',
    values: 'States',
    operators: EXACT,
    options: options(EXPIRY_LABELS),
  },
  host: { label: 'Host', values: 'Hosts', operators: TEXT },
  user: { label: 'User', values: 'Users', operators: TEXT },
  reference: { label: 'Parameter or secret', values: 'Parameters and secrets', operators: TEXT },
  connId: { label: 'conn_id', values: 'Connections', operators: TEXT },
  jobs: { label: 'Jobs', values: 'Used by jobs or not', operators: EXACT, options: options(JOB_USE_LABELS) },
  lava: { label: 'lava’s table', values: 'States', operators: EXACT, options: options(LAVA_LABELS) },
};

/** The words for a value of a property; the value itself where it has none. */
export function valueLabel(key: FilterKey, value: string): string {
  const option = FILTER_WORDS[key].options?.find((candidate) => candidate.value === value);
  return option?.label ?? (value === '' ? '(empty)' : value);
}

/** Whether the text is a property of the filter language. */
export function isFilterKey(text: string | undefined): text is FilterKey {
  return FILTER_KEYS.some((key) => key === text);
}
