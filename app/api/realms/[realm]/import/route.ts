import { withLimitedBody } from '@/lib/actions/limited-body';
import { jsonRoute } from '@/lib/actions/route';
import { IMPORT_LIMITS } from '@/lib/listing/transfer';
import { importConnections } from '@/lib/services/transfer/import-connections';
import { parseUpload } from '@/lib/services/transfer/parse-upload';
import { previewImport } from '@/lib/services/transfer/preview-import';

/**
 * A preview of the files; with `?apply` the import of what the part `chosen` names. Nothing is kept in between: the
 * same files are sent again.
 */
export const POST = jsonRoute<{ realm: string }>(async (context, request, { realm }) => {
  const { files, chosen } = await parseUpload(await withLimitedBody(request, IMPORT_LIMITS.uploadBytes));
  return new URL(request.url).searchParams.has('apply')
    ? importConnections(context, { realm, files, chosen }, request.signal)
    : previewImport(context, { realm, files }, request.signal);
});
