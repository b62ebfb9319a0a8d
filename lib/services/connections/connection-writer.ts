import { randomUUID } from 'node:crypto';
import { sameLogin } from '../../connectors/same-login';
import type { Spec } from '../../connectors/spec';
import type { Db, Prisma } from '../../db/prisma';
import { type AuditEventInput, eventRow } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { insertRows } from '../insert-rows';
import type { DerivedColumns } from './derive-columns';
import { recordChanges } from './record-changes';
import { asSpec, toStored } from './stored-spec';

/** What led to a new version, as the history names it. */
export type VersionAction =
  | 'create'
  | 'update'
  | 'duplicate'
  | 'import'
  | 'take-over'
  | 'merge'
  | 'restore'
  | 'enable'
  | 'disable'
  | 'delete';

/**
 * Why a connection is written, and what its audit event tells beside the version; without `event` the caller tells of it
 * with `tell`.
 */
export interface Change {
  readonly action: VersionAction;
  readonly note?: string | undefined;
  readonly event?: Pick<AuditEventInput, 'action' | 'details'>;
}

type Stored = Pick<Prisma.ConnectionGetPayload<object>, 'id' | 'connId' | 'version'>;
type Columns = Omit<Prisma.ConnectionCreateManyInput, 'id' | 'version'> & Omit<Stored, 'version'>;
type StoredWhole = Stored & { readonly spec: Prisma.JsonValue | Spec };

const ROWS_AT_ONCE = 1_000;
const FIRST = 1;

/**
 * The only way in which a connection's spec is written: every change leaves a version and an audit event in the same
 * transaction. `finish` has to be called last. It writes the events at the very end, because whoever writes one keeps
 * all others from doing so until the commit.
 */
export class ConnectionWriter {
  /** When all of it happens. */
  readonly at = new Date();
  private created: { readonly row: Columns; readonly spec: Spec; readonly change: Change }[] = [];
  private versions: Prisma.ConnectionVersionCreateManyInput[] = [];
  private readonly events: Prisma.AuditEventCreateManyInput[] = [];

  constructor(
    private readonly db: Db,
    readonly context: ServiceContext,
    private readonly realm: { readonly id: string; readonly name: string },
  ) {}

  /**
   * Stores a new connection under the spec's conn_id; `id`: that of a deleted one, which goes on. Its version follows the
   * newest that is kept of any connection of the name: so what was looked at before a deletion is never what is there now.
   */
  create(spec: Spec, columns: DerivedColumns, change: Change, id: string = randomUUID()): void {
    const { name } = this.context.actor;
    const row = {
      id,
      realmId: this.realm.id,
      connId: String(spec.conn_id),
      spec: toStored(spec),
      ...columns,
      createdBy: name,
      createdAt: this.at,
      updatedBy: name,
      updatedAt: this.at,
    };
    this.created.push({ row, spec, change });
  }

  /**
   * Stores the next version; another login has obtained no temporary credentials yet. False, and nothing is stored,
   * when it is not at `before.version` any more.
   */
  async update(before: StoredWhole, spec: Spec, columns: DerivedColumns, change: Change): Promise<boolean> {
    const version = before.version + 1;
    const saved = await this.db.connection.updateMany({
      where: { id: before.id, version: before.version },
      data: {
        spec: toStored(spec),
        ...columns,
        ...(!sameLogin(asSpec(before.spec), spec) && { credentialExpiresAt: null }),
        version,
        updatedBy: this.context.actor.name,
        updatedAt: this.at,
      },
    });
    if (saved.count === 0) return false;
    this.keep({ ...before, version }, spec, change);
    return true;
  }

  /** Deletes it and keeps its spec as the last version. False when it is not at `before.version` any more. */
  async remove(before: StoredWhole, change: Change): Promise<boolean> {
    const gone = await this.db.connection.deleteMany({ where: { id: before.id, version: before.version } });
    if (gone.count === 0) return false;
    this.keep({ ...before, version: before.version + 1 }, asSpec(before.spec), change);
    return true;
  }

  /** Adds an audit event to those that are written at the end. */
  tell(event: AuditEventInput): void {
    this.events.push(eventRow(this.context, { realm: this.realm.name, ...event }));
  }

  /** Writes what is waiting, but for the events: for changes of thousands, which need not all be held. */
  async flush(): Promise<void> {
    await this.writeCreated();
    await insertRows(this.db, 'ConnectionVersion', this.versions);
    this.versions = [];
  }

  /** Writes what is waiting, the events last. */
  async finish(): Promise<void> {
    await this.writeCreated();
    const most = Math.max(this.versions.length, this.events.length);
    for (let start = 0; start < most; start += ROWS_AT_ONCE) {
      const part = <Row>(rows: readonly Row[]) => rows.slice(start, start + ROWS_AT_ONCE);
      await recordChanges(this.db, part(this.versions), part(this.events));
    }
  }

  private async writeCreated(): Promise<void> {
    for (let start = 0; start < this.created.length; start += ROWS_AT_ONCE) {
      const part = this.created.slice(start, start + ROWS_AT_ONCE);
      await insertRows(
        this.db,
        'Connection',
        part.map(({ row }) => ({ ...row, version: FIRST })),
      );
      const versions = await this.goOnCounting(part.map(({ row }) => row.connId));
      for (const { row, spec, change } of part) {
        this.keep({ ...row, version: versions.get(row.connId) ?? FIRST }, spec, change);
      }
    }
    this.created = [];
  }

  /** Only once they are stored: from then on nobody else deletes one of these names. */
  private async goOnCounting(connIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.db.$queryRaw<Omit<Stored, 'id'>[]>`
      update "Connection" c set "version" = v."newest" + 1
      from (
        select "connId", max("version") as "newest" from "ConnectionVersion"
        where "realmId" = ${this.realm.id}::uuid and "connId" = any(${connIds}::text[]) group by "connId") v
      where c."realmId" = ${this.realm.id}::uuid and c."connId" = v."connId"
      returning c."connId", c."version"`;
    return new Map(rows.map(({ connId, version }) => [connId, version]));
  }

  private keep({ id, connId, version }: Stored, spec: Spec, { action, note, event }: Change): void {
    const { actor } = this.context;
    this.versions.push({
      realmId: this.realm.id,
      connectionId: id,
      connId,
      version,
      action,
      spec: toStored(spec),
      note: note || null,
      at: this.at,
      actor: actor.name,
      actorId: actor.id,
    });
    if (event) this.tell({ target: connId, ...event, details: { version, ...event.details } });
  }
}
