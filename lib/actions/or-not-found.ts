import 'server-only';
import { notFound } from 'next/navigation';
import { ServiceError } from '../services/errors';

/** What a page reads; a realm, connection or run that does not exist shows the page for that. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'NOT_FOUND') notFound();
    throw error;
  }
}
