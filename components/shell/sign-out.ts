/** Ends the session, and loads the sign-in page anew so that nothing of what was shown stays. */
export async function signOut(): Promise<void> {
  const answer = await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => null);
  // Without an answer the session may still hold: the page stays, to be tried again.
  if (answer?.ok || answer?.status === 401) window.location.assign('/sign-in');
}
