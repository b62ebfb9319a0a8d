import { z } from 'zod';
import { isUnstorable } from '../../connectors/invisible-text';
import { prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { parseInput } from '../parse-input';
import type { JobsUsingDto } from './job-dto';
import { byEnabled, toJobDto } from './job-row';
import { jobsReadAt } from './jobs-read-at';

/** A partition key of DynamoDB has at most this many bytes. */
const LONGEST_KEY = 2048;

const jobsUsingInput = z.strictObject({
  connIds: z
    .array(
      z
        .string()
        .max(LONGEST_KEY)
        .refine((text) => !isUnstorable(text), 'It holds a NUL or half a character.'),
    )
    .max(1000),
});

/**
 * The jobs that use each of these connections, enabled or not. A connection need not exist: jobs may name it all the
 * same.
 *
 * @throws {ServiceError} NOT_FOUND, INVALID_INPUT
 */
export async function jobsUsing(
  context: ServiceContext,
  realmName: string,
  connIds: readonly string[],
): Promise<JobsUsingDto> {
  const realm = await authorise(context, 'connection:read', realmName);
  const asked = [...new Set(parseInput(jobsUsingInput, { connIds }).connIds)];
  const readAt = await jobsReadAt(prisma(), realm);
  if (readAt === null) return { readAt, connections: asked.map((connId) => ({ connId, jobs: [] })) };
  const rows = await prisma().lavaJob.findMany({ where: { realmId: realm.id, connIds: { hasSome: asked } } });
  rows.sort(byEnabled);
  return {
    readAt,
    connections: asked.map((connId) => ({
      connId,
      jobs: rows.filter((row) => row.connIds.includes(connId)).map(toJobDto),
    })),
  };
}
