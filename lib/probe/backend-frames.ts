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

/** What kind of driver speaks. */
export interface DriverKind {
  /** Whether it is AWS's own, which knows authentication 13. */
  readonly awsDriver: boolean;
  /** Whether the connection's type could have AWS's own. */
  readonly redshift: boolean;
}

export interface FrameLimits extends DriverKind {
  /** Bytes a whole conversation may take. */
  readonly bytes: number;
}

/**
 * Takes a server's bytes and lets through only complete frames that it has checked. The driver library behind it dies
 * of an authentication it does not know, believes any announced length, and reads an error without an end for ever.
 */
export class BackendFrames {
  /** How the server asked for the password; `none` when it let us in without. */
  authentication = 'none';
  readonly #limits: FrameLimits;
  #seen = 0;
  #allowed = FIRST_FRAMES;
  #pending = Buffer.alloc(0);

  constructor(limits: FrameLimits) {
    this.#limits = limits;
  }

  /** Bytes seen so far. */
  get seen(): number {
    return this.#seen;
  }

  /**
   * Takes the next bytes and returns the frames they complete. Throws a `ProbeStop` as soon as the bytes cannot belong
   * to a login we can carry out, without waiting for the rest of their frame.
   */
  take(chunk: Buffer): Buffer {
    this.#seen += chunk.length;
    if (this.#seen > this.#limits.bytes) {
      throw answerTooLarge();
    }
    const bytes = Buffer.concat([this.#pending, chunk]);
    let complete = 0;
    for (let size = this.#check(bytes); size > 0; size = this.#check(bytes.subarray(complete))) {
      complete += size;
      this.#allowed = FRAMES;
    }
    this.#pending = bytes.subarray(complete);
    return bytes.subarray(0, complete);
  }

  /** Checks as much of the first frame as there is; its size in bytes when it is complete, otherwise 0. */
  #check(bytes: Buffer): number {
    if (bytes.length === 0) {
      return 0;
    }
    const type = String.fromCharCode(bytes[0] ?? 0);
    if (!this.#allowed.includes(type)) {
      throw notAPostgresServer();
    }
    if (bytes.length < HEADER) {
      return 0;
    }
    const size = bytes.readInt32BE(1) + 1;
    if (size < HEADER || (type === 'R' && size < HEADER + 4)) {
      throw notAPostgresServer();
    }
    if (size > this.#limits.bytes) {
      throw answerTooLarge();
    }
    if (type === 'R' && bytes.length >= HEADER + 4) {
      this.#checkAuthentication(bytes.readInt32BE(HEADER));
    }
    if (bytes.length < size) {
      return 0;
    }
    if ((type === 'E' || type === 'N') && !isFieldList(bytes.subarray(HEADER, size))) {
      throw notAPostgresServer();
    }
    return size;
  }

  #checkAuthentication(method: number): void {
    if (method === AUTHENTICATION_OK || AUTHENTICATION_CONTINUES.has(method)) {
      return;
    }
    const name = AUTHENTICATION[method];
    if (name === undefined) {
      throw authenticationUnknown(method, this.#limits);
    }
    this.authentication = name;
  }
}

/** Errors and notices are texts, each with a letter in front and a NUL behind, and one NUL at the end of all. */
function isFieldList(body: Buffer): boolean {
  let at = 0;
  while (body[at]) {
    at = body.indexOf(0, at) + 1;
    if (at === 0) {
      return false;
    }
  }
  return at === body.length - 1;
}

function authenticationUnknown(method: number, { awsDriver, redshift }: DriverKind): ProbeStop {
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
    ...(method === REDSHIFT_DIGEST && redshift
      ? {
          hint: "Set subtype to redshift (AWS's own driver), or have the password stored as md5.",
          field: 'subtype',
        }
      : {
          hint: 'Compare host and port with the database, and have the server ask for scram-sha-256, md5 or the password in clear text over TLS.',
          field: 'host',
        }),
    details,
  });
}
