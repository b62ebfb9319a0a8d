// Writes the next migration: the difference between prisma/migrations and prisma/schema.prisma, as SQL.
// Usage: DATABASE_URL=… npx tsx scripts/create-migration.ts NAME (an empty database: the migrations are replayed in it)
import { mkdir, writeFile } from 'node:fs/promises';
import { schemaDrift } from '../lib/db/migrations';

const [name] = process.argv.slice(2);
const databaseUrl = process.env.DATABASE_URL;
if (!name || !/^[a-z0-9_]+$/.test(name) || !databaseUrl) {
  console.error('Usage: DATABASE_URL=postgresql://… npx tsx scripts/create-migration.ts name_in_snake_case');
  process.exit(2);
}
const sql = await schemaDrift(databaseUrl);
if (sql === '') {
  console.error('The migrations already lead to prisma/schema.prisma: nothing to write.');
  process.exit(0);
}
const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const folder = new URL(`../prisma/migrations/${stamp}_${name}/`, import.meta.url);
await mkdir(folder);
await writeFile(new URL('migration.sql', folder), `${sql}\n`);
console.error(`Wrote ${folder.pathname}migration.sql`);
