import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { ServiceError } from '../services/errors';
import { authenticate, type RequestContext } from './authenticate';
import { localPath } from './local-path';
import { requestMarks } from './request-marks';

/**
 * The acting person and an id for the current request, for pages and layouts: each asks by itself. Whoever is not
 * signed in is led to the sign-in page, and from there back.
 */
export const requestContext = cache(async (): Promise<RequestContext> => {
  const given = await headers();
  try {
    return await authenticate(given);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'UNAUTHENTICATED') throw error;
    redirect(signInPath(given));
  }
});

function signInPath(given: Headers): string {
  const marks = requestMarks();
  const asked = new URL(localPath(marks && given.get(marks.path)), 'http://console.invalid');
  // Added by the framework when a page is fetched by another.
  asked.searchParams.delete('_rsc');
  const next = `${asked.pathname}${asked.search}`;
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}
