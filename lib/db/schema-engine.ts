import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const LOADED: unique symbol = Symbol.for('lava.schema-engine');
/**
 * Kept on `globalThis`: this module may be loaded more than once, the engine's own only once, and a second instance
 * would read the memory of the first.
 */
const holder: typeof globalThis & { [LOADED]?: Promise<void> } = globalThis;

/** Prisma's schema engine as WebAssembly: the native one has to be downloaded, which closed networks cannot. */
async function loadWasm(): Promise<void> {
  // From the product's own folder: the bundler would put a place of its own where this file's address stands.
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../package.json');
  const entry = createRequire(root).resolve('@prisma/schema-engine-wasm');
  const bytes = await readFile(path.join(path.dirname(entry), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': { ...engineModule },
  });
  engineModule.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
}

/**
 * Sends a migration to the database in one piece. The adapter itself would cut it at every semicolon, also inside of
 * functions; and in one piece it is applied whole or not at all.
 */
class WholeScripts extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (sql) => {
      await adapter.executeRaw({ sql, args: [], argTypes: [] });
    };
    return adapter;
  }
}

/**
 * Runs `work` with a schema engine bound to the database.
 *
 * @param schema the text of `schema.prisma`
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  schema: string,
  work: (engine: engineModule.SchemaEngine) => Promise<T>,
): Promise<T> {
  holder[LOADED] ??= loadWasm();
  await holder[LOADED];
  const pool = new pg.Pool({ connectionString: databaseUrl });
  const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScripts(pool));
  const engine = await engineModule.SchemaEngine.new(
    { datamodels: [['prisma/schema.prisma', schema]] },
    () => {},
    adapter,
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
    await pool.end();
  }
}
