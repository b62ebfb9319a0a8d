import { Client } from 'pg';
import type { Secret } from '../connectors/secret';
import type { GuardedStream } from './guarded-stream';

export interface Login {
  readonly user: string;
  readonly password: Secret;
  readonly database: string;
  readonly host: string;
  readonly port: number;
  readonly applicationName: string;
}

/**
 * `pg`'s client, kept from taking anything from the environment: `PGOPTIONS`, `PGREPLICATION`, `PGAPPNAME` and the
 * like would otherwise reach a foreign server. The start-up message holds just these three parameters, all of which
 * PostgreSQL 8.0 (and so Redshift) knows. Every value must be non-empty, or `pg` looks for another.
 */
export class QuietClient extends Client {
  readonly #login: Login;

  constructor(login: Login, stream: GuardedStream) {
    super({
      user: login.user,
      password: login.password.reveal(),
      database: login.database,
      host: login.host,
      port: login.port,
      application_name: login.applicationName,
      client_encoding: 'utf8',
      ssl: false,
      sslnegotiation: 'postgres',
      keepAlive: false,
      connectionTimeoutMillis: 0,
      stream: () => stream,
    });
    this.#login = login;
    // What a lost connection means is told by the promise that was waiting for it; without a listener it would be
    // thrown.
    this.on('error', () => {});
  }

  /** Called by `pg` for the start-up message. */
  getStartupConf(): Record<string, string> {
    const { user, database, applicationName } = this.#login;
    return { user, database, application_name: applicationName };
  }
}
