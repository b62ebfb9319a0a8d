import { z } from 'zod';
import { DEFAULT_QUERY, formatListQuery } from '../../listing/list-query';
import type { ImportPreview } from '../../listing/transfer';
import { ServiceError } from '../../services/errors';
import type { SourceFile } from '../../transfer/read-files';
import { CliError } from '../cli-error';
import type { OpenStore } from './open-store';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

const refusal = z.object({
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }),
});

/**
 * A realm of a running console, worked on through its route handlers with a token.
 *
 * @throws {CliError} when there is no token, or it would travel in the clear
 */
export function openServer(server: string, token: string | undefined, realm: string): OpenStore {
  const base = new URL(server);
  if (!token) {
    throw new CliError('LAVA_TOKEN is not set. Make a token in the console, under Account, API tokens.');
  }
  if (base.protocol !== 'https:' && !LOOPBACK.includes(base.hostname)) {
    throw new CliError(`${base.origin} is not https: the token would travel in the clear.`);
  }
  const path = `${base.origin}/api/realms/${encodeURIComponent(realm)}`;

  async function ask(url: string, body?: FormData): Promise<Response> {
    let answer: Response;
    try {
      answer = await fetch(url, {
        headers: { authorization: `Bearer ${token}` },
        redirect: 'error',
        ...(body && { method: 'POST', body }),
      });
    } catch {
      throw new CliError(`${base.origin} cannot be reached, or is no console.`);
    }
    if (answer.ok) return answer;
    const said = refusal.safeParse(await answer.json().catch(() => null));
    if (!said.success) throw new CliError(`${base.origin} answered ${answer.status}.`);
    const { code, message, hint } = said.data.error;
    if (code === 'CONFLICT') throw new ServiceError('CONFLICT', message);
    throw new CliError([message, hint].filter(Boolean).join(' '));
  }

  const exportSpecs: OpenStore['exportSpecs'] = async (query) =>
    (await ask(`${path}/export?${formatListQuery(query)}`)).json();

  return {
    realm,
    exportSpecs,
    async connIds() {
      return (await exportSpecs(DEFAULT_QUERY, 'json')).map((spec) => String(spec.conn_id));
    },
    async previewImport(files) {
      const { form, named } = upload(files);
      const preview: ImportPreview = await (await ask(`${path}/import`, form)).json();
      return {
        rows: preview.rows.map((row) => ({ ...row, file: named(row.file) })),
        ignored: preview.ignored.map(named),
      };
    },
    async importConnections(files, chosen, note) {
      const { form } = upload(files);
      form.set('chosen', JSON.stringify(chosen));
      if (note !== undefined) form.set('note', note);
      return (await ask(`${path}/import?apply`, form)).json();
    },
    close: async () => undefined,
  };
}

/** The files as parts of a form, under names that tell which were found in a folder; `named` gives the names back. */
function upload(files: readonly SourceFile[]) {
  const form = new FormData();
  const names = new Map<string, string>();
  files.forEach(({ name, bytes, within }, index) => {
    const last = encodeURIComponent(name.split('/').at(-1) ?? name);
    const sent = within === undefined ? `${index}-${last}` : `${index}/${within}`;
    names.set(sent, name);
    form.append('file', new Blob([new Uint8Array(bytes)]), sent);
  });
  const named = (given: string) => {
    for (const [sent, name] of names) {
      if (given === sent || given.startsWith(`${sent}/`)) return name + given.slice(sent.length);
    }
    return given;
  };
  return { form, named };
}
