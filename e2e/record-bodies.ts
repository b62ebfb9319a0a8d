import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { readEnv } from '../lib/env';

/**
 * Keeps the body of every answer that the console gives to this context, when `E2E_BODIES` names a folder: pages,
 * payloads of navigations, data and downloads, for the search for secrets after the suite. Call what it returns at
 * the end: it waits for the last ones.
 */
export function recordBodies(context: BrowserContext, console: string | undefined): () => Promise<void> {
  const folder = readEnv().E2E_BODIES;
  if (!folder || !console) return async () => {};
  const writing = new Set<Promise<void>>();
  const keep = async (kind: string, content: string | Buffer) => {
    await mkdir(path.join(folder, kind), { recursive: true });
    await writeFile(path.join(folder, kind, randomUUID()), content);
  };
  context.on('response', (response) => {
    const address = new URL(response.url());
    if (!response.url().startsWith(console) || address.pathname.startsWith('/_next/static/')) return;
    const kept = (async () => {
      const body = await response.body().catch(() => undefined);
      const headers = await response.allHeaders().catch(() => ({}));
      const head = `${response.status()} ${response.url()}\n${JSON.stringify(headers)}\n`;
      await keep(kindOf(address.pathname, headers), body ? Buffer.concat([Buffer.from(head), body]) : head);
    })();
    writing.add(kept);
    void kept.finally(() => writing.delete(kept));
  });
  context.on('page', (page) => {
    page.on('download', (download) => {
      const kept = (async () => {
        const file = await download.path().catch(() => undefined);
        if (!file) return;
        await mkdir(path.join(folder, 'downloads'), { recursive: true });
        await download.saveAs(path.join(folder, 'downloads', randomUUID())).catch(() => undefined);
      })();
      writing.add(kept);
      void kept.finally(() => writing.delete(kept));
    });
  });
  return async () => {
    await Promise.race([Promise.all(writing), new Promise((resolve) => setTimeout(resolve, 3_000))]);
  };
}

function kindOf(pathname: string, headers: Record<string, string>): string {
  if (pathname.startsWith('/api/')) return 'data';
  return headers['content-type']?.startsWith('text/html') ? 'pages' : 'payloads';
}
