'use client';

import HelpPanel from '@cloudscape-design/components/help-panel';

/** What the words of the expiry page mean. */
export function CredentialsHelp({ realm, kmsAlias }: { realm: string; kmsAlias: string }) {
  return (
    <HelpPanel header={<h2>Credential expiry</h2>}>
      <h3>Temporary credentials</h3>
      <p>
        For a connection that logs in by IAM, AWS issues a database user with a password that stops working
        when its time is over. Sessions that are open by then go on; a new login needs new credentials. lava
        workers ask for their own: what is shown here belongs to this server and its tests.
      </p>
      <p>
        For RDS nothing is issued: a token is signed for every login, without asking AWS, and RDS takes it for
        15 minutes. It is not kept, so there is nothing to mint ahead.
      </p>
      <h3>Mint a new one</h3>
      <p>Asks AWS at once, without connecting to the database. What was held before is replaced.</p>
      <h3>Forget</h3>
      <p>Drops the credentials from this server. AWS cannot revoke them: they work until they end.</p>
      <h3>SSM parameters</h3>
      <p>
        A password in SSM has no end of its own. It should be a <code>SecureString</code> under{' '}
        <code>/lava/{realm}/</code>, encrypted with the realm's key <code>{kmsAlias}</code>.
      </p>
      <h3>Secrets</h3>
      <p>
        A rotation is overdue when the date AWS planned for it has passed. Look at the rotation function's log
        in that case.
      </p>
      <h3>Unknown</h3>
      <p>
        The console may not look at it. Add the permission that the row names to the console's policy; no
        permission to read values is needed here.
      </p>
    </HelpPanel>
  );
}
