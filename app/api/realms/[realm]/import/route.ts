import { createHash } from 'node:crypto';
import { withLimitedBody } from '@/lib/actions/limited-body';
import { jsonRoute } from '@/lib/actions/route';
import { IMPORT_LIMITS } from '@/lib/listing/transfer';
import { authorise } from '@/lib/services/authorise';
import { doOnce, requestIdInput } from '@/lib/services/do-once';
import { parseInput } from '@/lib/services/parse-input';
import { importConnections } from '@/lib/services/transfer/import-connections';
import { parseUpload } from '@/lib/services/transfer/parse-upload';
import { previewImport } from '@/lib/services/transfer/preview-import';

/**
 * A preview of the files; with `?apply` the import of what the part `chosen` names. Nothing is kept in between: the
 * same files are sent again.
 */
export const POST = jsonRoute<{ realm: string }>(async (context, request, { realm }) => {
  // Before a body of many megabytes is read.
  const mayDo = () => authorise(context, 'connection:write', realm);
  await mayDo();
  const id = requestIdOf(request);
  const body = await withLimitedBody(request, IMPORT_LIMITS.uploadBytes);
  const { files, chosen, note } = await parseUpload(body);
  return new URL(request.url).searchParams.has('apply')
    ? doOnce(
        context,
        {
          id,
          action: 'import',
          input: { realm, chosen, note, files: files.map(fingerprint) },
          mayDo,
        },
        () =>
          importConnections(
            context,
            { realm, files, chosen, note },
            { signal: request.signal, progressId: id },
          ),
      )
    : previewImport(context, { realm, files }, request.signal);
});

/** What tells a file from another. */
function fingerprint({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }) {
  return { name, hash: createHash('sha256').update(bytes).digest('hex') };
}

/** The id that the page gave its request. */
function requestIdOf(request: Request): string | undefined {
  return parseInput(requestIdInput, request.headers.get('idempotency-key') ?? undefined);
}
