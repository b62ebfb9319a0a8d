'use client';

import HelpPanel from '@cloudscape-design/components/help-panel';

/** What a realm is, and what its settings decide. */
export function RealmsHelp() {
  return (
    <HelpPanel header={<h2>Realms</h2>}>
      <p>
        A realm is one installation of lava. Its name stands in the names of its parameters and secrets (
        <code>/lava/&lt;realm&gt;/…</code>) and in the alias of its key.
      </p>
      <h3>Account, region and role</h3>
      <p>
        All calls for a realm go to its own region. With a role, the console assumes it first; that is how it
        reaches another account. Without one it uses the credentials it was started with.
      </p>
      <h3>Credentials last by default</h3>
      <p>
        What the realm's workers ask AWS for when a connection names no <code>password_duration</code>: the
        workers' setting <code>RS_PASSWORD_DURATION</code>.
      </p>
      <h3>Protected</h3>
      <p>Deleting connections of a protected realm asks for their name to be typed.</p>
      <h3>Check</h3>
      <p>
        Asks AWS who the console is in the realm's account and what it may look at. It reads no value and
        changes nothing.
      </p>
    </HelpPanel>
  );
}
