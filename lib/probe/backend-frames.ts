import { ProbeStop } from './probe-stop';
import { answerTooLarge, notAPostgresServer } from './server-stops';

/** PostgreSQL's ways to ask for a password that lava's drivers share; 11 and 12 continue 10. */
const AUTHENTICATION: Readonly<Record<number, string>> = {
  3: 'password in clear text',
  5: 'md5',
  10: 'scram-sha-256',
};
const AUTHENTICATION_OK = 0;
const AUTHENTICATION_CONTINUES = new Set([11, 12]);
/** Redshift's own SHA-256 digest, which AWS's driver knows and `pg8000` does not. */
const REDSHIFT_DIGEST = 13;

/** What a server may say first: authentication, an error, a notice, or a remark about the protocol version. */
const FIRST_FRAMES = 'RENv';
/** What it may say at all in a login and a query; none of them starts a copy. */
const FRAMES = 'RENvSKZTDCIAn123';
const HEADER = 5;

export interface FrameLimits {
  /** Bytes a whole conversation may take. */
  readonly bytes: number;
  /** Whether the spec's driver is AWS's own, which knows authentication 13. */
  readonly awsDriver: boolean;
}

/**
 * Watches a server's frames as they arrive, before the driver library sees them: that library dies of an
 * authentication it does not know and believes any announced length.
 */
export class BackendFrames {
  /** How the server asked for the password; `none` when it let us in without. */
  authentication = 'none';
  readonly #limits: FrameLimits;
  #seen = 0;
  #first = true;
  #head = Buffer.alloc(0);
  #skip = 0;

  constructor(limits: FrameLimits) {
    this.#limits = limits;
  }

  /** Bytes seen so far. */
  get seen(): number {
    return this.#seen;
  }

  /** Takes the next bytes; throws a `ProbeStop` as soon as they cannot belong to a login we can carry out. */
  check(chunk: Buffer): void {
    this.#seen += chunk.length;
    if (this.#seen > this.#limits.bytes) {
      throw answerTooLarge();
    }
    let rest = chunk;
    while (rest.length > 0) {
      const skipped = Math.min(this.#skip, rest.length);
      this.#skip -= skipped;
      rest = rest.subarray(skipped);
      const wanted = this.#wanted() - this.#head.length;
      this.#head = Buffer.concat([this.#head, rest.subarray(0, wanted)]);
      rest = rest.subarray(wanted);
      this.#checkHead();
    }
  }

  /** Bytes needed to judge a frame: its header, and for an authentication request its number. */
  #wanted(): number {
    return this.#head[0] === 0x52 ? HEADER + 4 : HEADER;
  }

  #checkHead(): void {
    if (this.#head.length === 0) {
      return;
    }
    const type = String.fromCharCode(this.#head[0] ?? 0);
    if (!(this.#first ? FIRST_FRAMES : FRAMES).includes(type)) {
      throw notAPostgresServer();
    }
    if (this.#head.length < HEADER) {
      return;
    }
    const length = this.#head.readInt32BE(1);
    if (length < 4 || (type === 'R' && length < 8)) {
      throw notAPostgresServer();
    }
    if (length > this.#limits.bytes) {
      throw answerTooLarge();
    }
    if (this.#head.length < this.#wanted()) {
      return;
    }
    if (type === 'R') {
      this.#checkAuthentication(this.#head.readInt32BE(HEADER));
    }
    this.#skip = length + 1 - this.#head.length;
    this.#head = Buffer.alloc(0);
    this.#first = false;
  }

  #checkAuthentication(method: number): void {
    if (method === AUTHENTICATION_OK || AUTHENTICATION_CONTINUES.has(method)) {
      return;
    }
    const name = AUTHENTICATION[method];
    if (name === undefined) {
      throw authenticationUnknown(method, this.#limits.awsDriver);
    }
    this.authentication = name;
  }
}

function authenticationUnknown(method: number, awsDriver: boolean): ProbeStop {
  const details = { authentication: method };
  if (awsDriver) {
    return new ProbeStop('AUTH_BEYOND_TEST', {
      message: `The server asks for authentication ${method}. AWS's driver may know it; this test does not, so it cannot tell whether the login works.`,
      hint: 'Everything up to here works. Run a small job with the connection to be sure of the login.',
      details,
      state: 'warning',
      outcome: 'undecided',
    });
  }
  return new ProbeStop('AUTH_METHOD_UNSUPPORTED', {
    message:
      method === REDSHIFT_DIGEST
        ? 'The server asks for a SHA-256 digest (authentication 13), which the driver pg8000 does not know.'
        : `The server asks for authentication ${method}, which the driver does not know.`,
    hint: "Set subtype to redshift (AWS's own driver), or have the password stored as md5.",
    field: 'subtype',
    details,
  });
}
