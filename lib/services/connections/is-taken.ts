import { Prisma } from '../../db/generated/client';

/** Whether the database refused a row because there is one of that name already. */
export function isTaken(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return (
    error.code === 'P2002' ||
    (error.code === 'P2010' && /23505|UniqueConstraint/.test(JSON.stringify(error.meta)))
  );
}
