import { isUnstorable } from '../../connectors/invisible-text';
import type { Db } from '../../db/prisma';
import { log } from '../../log';
import { AwsRefusal } from '../../resolution/ports';
import type { ConnectionWriter } from '../connections/connection-writer';
import { rederiveConnections } from '../connections/rederive-connections';
import { realmTables } from '../runtime';
import type { LavaRealm } from './lava-realm';
import { readableJson } from './readable-json';

/** lava's list of realms: one table for all of an account and region. */
export const REALMS_TABLE = 'lava.realms';

/** No duration is longer; what is has another purpose. */
const LONGEST = 100;

/**
 * `config.RS_PASSWORD_DURATION` of an entry of lava's list of realms: as it stands there, also where lava cannot read
 * it, since its workers then fail by it. A number is as good as its text. Null: the entry does not say.
 */
export function durationOf(entry: Readonly<Record<string, unknown>>): string | null {
  const { config } = entry;
  const value =
    typeof config === 'object' && config !== null ? Reflect.get(config, 'RS_PASSWORD_DURATION') : null;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' && value.length <= LONGEST && !isUnstorable(value)
    ? value
    : null;
}

/**
 * Takes over how long the realm's workers let temporary credentials last, and returns the realm as it is then; null:
 * nothing says so, and nothing changes. The transaction is the caller's, and so is finishing what the writer holds.
 */
export async function adoptDuration(
  db: Db,
  writer: ConnectionWriter,
  realm: LavaRealm,
  passwordDuration: string | null,
): Promise<LavaRealm> {
  if (passwordDuration === null || passwordDuration === realm.passwordDuration) return realm;
  const changed = await db.realm.update({
    where: { id: realm.id },
    data: { passwordDuration, version: { increment: 1 } },
  });
  await rederiveConnections(db, changed);
  writer.tell({
    action: 'realm.update',
    target: realm.name,
    details: { passwordDuration, from: REALMS_TABLE },
  });
  return { ...changed, connectionsTable: realm.connectionsTable };
}

/** What lava's list of realms says of the realm; null: nothing, or it cannot be read. */
export async function configuredDuration(realm: LavaRealm, signal: AbortSignal): Promise<string | null> {
  try {
    const key = { table: REALMS_TABLE, name: 'realm', value: realm.name };
    const item = await realmTables(realm).getItem(key, signal);
    return item && durationOf(readableJson(item));
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error;
    log.info({ awsCode: error.awsCode, realm: realm.name }, 'the list of realms could not be read');
    return null;
  }
}
