// Writes the next migration: the SQL from the schema that the last migration led to, to prisma/schema.prisma, with a copy
// of that schema beside it. Usage: DATABASE_URL=… npx tsx scripts/create-migration.ts NAME
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { readSchemas, schemaDifference } from '../lib/db/migrations';

const [name] = process.argv.slice(2);
const databaseUrl = process.env.DATABASE_URL;
if (!name || !/^[a-z0-9_]+$/.test(name) || !databaseUrl) {
  console.error('Usage: DATABASE_URL=postgresql://… npx tsx scripts/create-migration.ts name_in_snake_case');
  process.exit(2);
}
const { migrated, current } = await readSchemas();
const sql = await schemaDifference(databaseUrl, migrated, current);
if (sql === '') {
  console.error('The migrations already lead to prisma/schema.prisma: nothing to write.');
  process.exit(0);
}
const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const folder = new URL(`../prisma/migrations/${stamp}_${name}/`, import.meta.url);
await mkdir(folder);
await writeFile(new URL('migration.sql', folder), `${sql}\n`);
await copyFile(new URL('../prisma/schema.prisma', import.meta.url), new URL('schema.prisma', folder));
console.error(`Wrote ${folder.pathname}migration.sql`);
