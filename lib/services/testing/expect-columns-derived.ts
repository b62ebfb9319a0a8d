import { expect } from 'vitest';
import { prisma } from '../../db/prisma';
import { deriveColumns } from '../connections/derive-columns';
import { findingContext } from '../connections/finding-context';
import { asSpec } from '../connections/stored-spec';

/** Expects of every connection in the store that its columns are what its spec says. */
export async function expectColumnsDerived(): Promise<void> {
  const realms = await prisma().realm.findMany({ include: { connections: true } });
  expect(realms.flatMap(({ connections }) => connections).length).toBeGreaterThan(0);
  for (const { connections, ...realm } of realms) {
    for (const connection of connections) {
      const spec = asSpec(connection.spec);
      const derived = deriveColumns(spec, await findingContext(prisma(), realm, spec));
      expect(connection, connection.connId).toMatchObject(derived);
      expect(connection.connId).toBe(spec.conn_id);
    }
  }
}
