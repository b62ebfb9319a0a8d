// Looks for the sandbox's secrets where none may ever be. Every one of them begins with the same letters, those made
// up while the product runs included, so that nobody has to know them to find them.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { Client } from 'pg';

/** How the secrets of the sandbox begin, and what only a signed login token for RDS holds. */
const MARKS = ['CANARY-', 'X-Amz-Signature='] as const;

/** Where the search looked, how much there was, and what it found: the place and the encoding, never the secret. */
export interface Searched {
  readonly kind: string;
  readonly bytes: number;
  readonly hits: readonly string[];
}

/** The letters of a mark in base64 that do not depend on what stands before and after it, for each alignment. */
function base64Forms(mark: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(mark)]);
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor((bytes.length * 8) / 6);
    return bytes.toString('base64').slice(from, to);
  });
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
const hex = (text: string) => Buffer.from(text).toString('hex');
const percent = (text: string) => hex(text).replace(/../g, '%$&');
/** Each letter plain or as %XX. */
const urlForm = (mark: string) =>
  [...mark].map((letter) => `(?:${escaped(letter)}|${percent(letter)})`).join('');

const FORMS: readonly { readonly name: string; readonly form: RegExp }[] = MARKS.flatMap((mark) => [
  { name: 'raw', form: new RegExp(escaped(mark)) },
  { name: 'base64', form: new RegExp(base64Forms(mark).map(escaped).join('|')) },
  { name: 'base64url', form: new RegExp(base64Forms(mark).map(urlSafe).map(escaped).join('|')) },
  { name: 'URL-encoded', form: new RegExp(urlForm(mark), 'i') },
  { name: 'hexadecimal', form: new RegExp(hex(mark), 'i') },
]);

function urlSafe(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_');
}

/** The encodings in which the content holds a secret; none: it is clean. A ZIP is searched inside. */
export function secretsIn(content: Buffer): string[] {
  if (content.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) {
    const files = Object.values(unzipSync(content));
    return [...new Set(files.flatMap((file) => secretsIn(Buffer.from(file))))];
  }
  const text = content.toString('latin1');
  return [...new Set(FORMS.filter(({ form }) => form.test(text)).map(({ name }) => name))];
}

/** Searches the files of a folder whose names match; a folder that is missing holds no byte. */
export async function searchFiles(kind: string, folder: string, names = /./): Promise<Searched> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile() && names.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  let bytes = 0;
  const hits: string[] = [];
  for (const file of files) {
    const content = await readFile(file).catch(() => Buffer.alloc(0));
    bytes += content.length;
    for (const form of secretsIn(content)) hits.push(`${file} (${form})`);
  }
  return { kind, bytes, hits };
}

/** Searches every row of every table of a database, PostgreSQL's own left out. */
export async function searchDatabase(kind: string, url: string): Promise<Searched> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    );
    let bytes = 0;
    const hits: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      const content = Buffer.from(rows.map(({ row }) => row).join('\n'));
      bytes += content.length;
      for (const form of secretsIn(content)) hits.push(`${name} (${form})`);
    }
    return { kind, bytes, hits };
  } finally {
    await client.end();
  }
}
