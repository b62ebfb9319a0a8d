'use client';

import dynamic from 'next/dynamic';

// Every page carries these; their script is fetched only when one of them is shown.

/** See page-error.tsx. */
export const PageError = dynamic(() => import('./page-error').then((module) => module.PageError), {
  loading: () => null,
});

/** See page-not-found.tsx. */
export const PageNotFound = dynamic(() => import('./page-not-found').then((module) => module.PageNotFound), {
  loading: () => null,
});

/** See no-such-address.tsx. */
export const NoSuchAddress = dynamic(
  () => import('./no-such-address').then((module) => module.NoSuchAddress),
  { loading: () => null },
);

/** See auth-error.tsx. */
export const AuthError = dynamic(() => import('./auth-error').then((module) => module.AuthError), {
  loading: () => null,
});
