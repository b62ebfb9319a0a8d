import { jsonRoute } from '@/lib/actions/route';
import { jobsUsing } from '@/lib/services/jobs/jobs-using';

/** The jobs that use the connections named as `conn` in the address. */
export const GET = jsonRoute<{ realm: string }>((context, request, { realm }) =>
  jobsUsing(context, realm, new URL(request.url).searchParams.getAll('conn')),
);
