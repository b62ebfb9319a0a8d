/** A refusal in a fixture: AWS's error code, and what else the answer says. */
export interface Refusal {
  readonly error: string;
  readonly message?: string;
  /** HTTP status; absent: what AWS usually answers with this code. */
  readonly status?: number;
}

/** One entry, or several that are answered one a call (the last stays). */
type Entry<T> = T | Refusal | readonly (T | Refusal)[];
type Entries<T> = Readonly<Record<string, Entry<T>>>;

type ParameterType = 'SecureString' | 'String' | 'StringList';

export interface ParameterEntry {
  readonly Value: string;
  /** Default `SecureString`. */
  readonly Type?: ParameterType;
  /** Default `alias/aws/ssm`, as in AWS. */
  readonly KeyId?: string;
  /** ISO time. */
  readonly LastModifiedDate?: string;
  readonly Version?: number;
}

export interface SecretEntry {
  /** Becomes the SecretString as JSON. */
  readonly json?: unknown;
  readonly SecretString?: string;
  /** Base64. */
  readonly SecretBinary?: string;
  readonly RotationEnabled?: boolean;
  /** ISO times. */
  readonly LastRotatedDate?: string;
  readonly NextRotationDate?: string;
  readonly LastChangedDate?: string;
  readonly KmsKeyId?: string;
}

export interface ClusterEntry {
  /** Default: `tmp-pw/<cluster>/<user>/<db>/<seconds>`, or a real login when the stand-in can mint one. */
  readonly password?: string;
  /** Default: `IAM:<user>`. */
  readonly db_user?: string;
  /** Life of the credentials in seconds, instead of the duration asked for. */
  readonly expiresIn?: number;
  /** Default `available`. */
  readonly status?: string;
  readonly endpoint?: { readonly Address: string; readonly Port: number };
  /** The database made with it; default `dev`, as in AWS. */
  readonly database?: string;
  /** Listed only in this region; absent: in all. */
  readonly region?: string;
}

interface WorkgroupEntry {
  /** Default: `IAMR:lava-dev-worker-core`. */
  readonly user?: string;
  readonly password?: string;
  readonly expiresIn?: number;
  /** Default `AVAILABLE`. */
  readonly status?: string;
  readonly endpoint?: { readonly address: string; readonly port: number };
  /** Listed only in this region; absent: in all. */
  readonly region?: string;
}

interface RoleEntry {
  readonly access_key_id: string;
  /** When given, AssumeRole must name it. */
  readonly external_id?: string;
}

/** A statement of a role's policy; actions and resources may hold `*` and `?`. */
export interface RoleStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: { readonly 'ForAnyValue:StringEquals': Readonly<Record<string, string>> };
}

/** What the stand-in AWS holds. `"*"` is the default entry of its map. */
export interface Fixture {
  readonly ssm?: Entries<string | ParameterEntry>;
  readonly secrets?: Entries<SecretEntry>;
  readonly redshift?: Entries<ClusterEntry>;
  readonly redshift_serverless?: Entries<WorkgroupEntry>;
  readonly sts?: Entries<RoleEntry>;
  /** What roles may do, by ARN. A role without an entry may do everything, as users may. */
  readonly policies?: Readonly<Record<string, readonly RoleStatement[]>>;
  /** Refuses a whole operation, by `service:Operation` (`ssm:DescribeParameters`). */
  readonly operations?: Entries<Record<string, never>>;
  /** The account the default credentials belong to. */
  readonly account?: string;
}

/** Whether the entry orders a refusal. */
export function isRefusal(entry: unknown): entry is Refusal {
  return typeof entry === 'object' && entry !== null && 'error' in entry;
}

/** A fixture that is being used: it remembers how far each list was answered. */
export class LoadedFixture {
  readonly #asked = new Map<string, number>();

  constructor(readonly data: Fixture) {}

  get account(): string {
    return this.data.account ?? '123456789012';
  }

  /** The entry for `name`, going one on in a list; undefined when there is none. */
  take<T>(kind: string, entries: Entries<T> | undefined, name: string): T | Refusal | undefined {
    return this.#at(kind, entries, name, true);
  }

  /** The entry that the next `take` would answer. */
  peek<T>(kind: string, entries: Entries<T> | undefined, name: string): T | Refusal | undefined {
    return this.#at(kind, entries, name, false);
  }

  #at<T>(kind: string, entries: Entries<T> | undefined, name: string, advance: boolean) {
    if (entries === undefined) return undefined;
    const key = Object.hasOwn(entries, name) ? name : '*';
    if (!Object.hasOwn(entries, key)) return undefined;
    const entry = entries[key] as Entry<T>;
    if (!isList(entry)) return entry;
    const counter = `${kind}/${key}`;
    const position = this.#asked.get(counter) ?? 0;
    if (advance) this.#asked.set(counter, position + 1);
    return entry[Math.min(position, entry.length - 1)];
  }
}

function isList<T>(entry: Entry<T>): entry is readonly (T | Refusal)[] {
  return Array.isArray(entry);
}
