import type { Prisma } from '../../db/prisma';

/** A realm as pages and actions see it. */
export interface RealmDto {
  readonly name: string;
  readonly description: string;
  readonly account: string;
  readonly region: string;
  readonly roleArn: string | null;
  readonly externalId: string | null;
  readonly kmsAlias: string;
  readonly passwordDuration: string;
  readonly protected: boolean;
  /** A change waits for the approval of another editor. */
  readonly fourEyes: boolean;
  /** The roles its workers run as, as far as known. */
  readonly workerRoleArns: readonly string[];
  /** lava's tables; null: the realm is not joined to a running lava. */
  readonly connectionsTable: string | null;
  readonly jobsTable: string | null;
  /** Compared with lava's table, never published to. */
  readonly readOnly: boolean;
  /** How often lava's table is pulled without anybody asking; null: never. */
  readonly pullEveryMinutes: number | null;
  readonly version: number;
  readonly connections: number;
}

/** The row as a DTO. `connections` is how many connections the realm holds. */
export function toRealmDto(row: Prisma.RealmGetPayload<object>, connections: number): RealmDto {
  return {
    name: row.name,
    description: row.description,
    account: row.account,
    region: row.region,
    roleArn: row.roleArn,
    externalId: row.externalId,
    kmsAlias: row.kmsAlias,
    passwordDuration: row.passwordDuration,
    protected: row.protected,
    fourEyes: row.fourEyes,
    workerRoleArns: row.workerRoleArns,
    connectionsTable: row.connectionsTable,
    jobsTable: row.jobsTable,
    readOnly: row.readOnly,
    pullEveryMinutes: row.pullEveryMinutes,
    version: row.version,
    connections,
  };
}
