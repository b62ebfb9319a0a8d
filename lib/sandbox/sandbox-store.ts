import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../db/private-file';
import { createServerCertificate } from './certificates';

const certificate = z.object({ ca: z.string(), cert: z.string(), key: z.string() });
const stored = z.object({
  secrets: z.record(z.string(), z.string()),
  redshift: certificate,
  untrusted: certificate,
});

/** What a sandbox makes up at its first start and keeps: secrets and certificates. */
export type SandboxStore = z.infer<typeof stored> & {
  /** The secret of that name; the same at every start on this folder. */
  secret(name: SecretName): string;
};

/** Every secret of the sandbox. Their values are random and start with `CANARY-`, so that a leak can be searched. */
const SECRET_NAMES = ['etl', 'reporting', 'lava_user', 'orders_app', 'stale', 'access-key'] as const;
type SecretName = (typeof SECRET_NAMES)[number];

/** Reads the store of `dataDir`, or makes it; what is missing is added. Only the owner may read the file. */
export async function openSandboxStore(dataDir: string): Promise<SandboxStore> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'sandbox.json');
  const kept = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  const found = stored.partial().parse(JSON.parse(kept));
  const fresh = Object.fromEntries(SECRET_NAMES.map((name) => [name, `CANARY-${randomUUID()}`]));
  const [redshift, untrusted] = await Promise.all([
    found.redshift ?? createServerCertificate('Lava Sandbox CA', 'redshift.sandbox.internal'),
    found.untrusted ?? createServerCertificate('Unknown CA', 'untrusted.sandbox.internal'),
  ]);
  const complete = { secrets: { ...fresh, ...found.secrets }, redshift, untrusted };
  await writePrivateFile(path, `${JSON.stringify(complete, null, 2)}\n`);
  return { ...complete, secret: (name) => complete.secrets[name] ?? '' };
}
