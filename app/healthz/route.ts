export const dynamic = 'force-dynamic';

/** Says that the process serves; nothing more. */
export function GET(): Response {
  return Response.json({ status: 'ok' });
}
