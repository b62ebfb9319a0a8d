import { jsonRoute } from '@/lib/actions/route';
import { parseComparedQuery } from '@/lib/listing/compared-query';
import { compareWithLava } from '@/lib/services/lava/compare';

/** A page of the realm's connections beside lava's table. */
export const GET = jsonRoute<{ realm: string }>((context, request, { realm }) =>
  compareWithLava(context, realm, parseComparedQuery(new URL(request.url).searchParams)),
);
