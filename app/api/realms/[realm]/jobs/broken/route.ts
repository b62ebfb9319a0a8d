import { jsonRoute } from '@/lib/actions/route';
import { brokenJobs } from '@/lib/services/jobs/broken-jobs';

/** The jobs that name a missing or disabled connection. */
export const GET = jsonRoute<{ realm: string }>((context, _request, { realm }) => brokenJobs(context, realm));
