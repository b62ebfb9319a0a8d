import { notReady } from '@/lib/services/readiness';

export const dynamic = 'force-dynamic';

/** Says whether the console can serve people, and if not, what is missing. */
export async function GET(): Promise<Response> {
  const problems = await notReady();
  const ready = problems.length === 0;
  return Response.json(
    { ready, problems },
    { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
}
