'use client';

import HelpPanel from '@cloudscape-design/components/help-panel';

/** What the words of the audit mean. */
export function LoginAuditHelp() {
  return (
    <HelpPanel header={<h2>Login audit</h2>}>
      <p>Which connections log in how, and which of them an auditor would ask about.</p>
      <h3>Login methods</h3>
      <dl>
        <dt>IAM temporary credentials</dt>
        <dd>AWS issues a user and a password that end by themselves. Nothing has to be rotated.</dd>
        <dt>SSM parameter</dt>
        <dd>The password is kept in Parameter Store. It stays the same until somebody changes it.</dd>
        <dt>Secrets Manager secret</dt>
        <dd>The password, and often host and user, come from a secret that can rotate by itself.</dd>
        <dt>SSM parameter and secret</dt>
        <dd>Both are named: the parameter's password wins, the secret only fills other fields.</dd>
        <dt>No workable login</dt>
        <dd>A field that the login needs is missing or unusable: lava fails before it is logged in.</dd>
      </dl>
      <h3>May be unencrypted</h3>
      <p>The driver never asks for TLS, or goes on without it when the server offers none.</p>
      <h3>Needs attention first</h3>
      <p>High findings, then failed tests, then lesser findings. Click a column's name for another order.</p>
      <h3>Jobs that name a missing or disabled connection</h3>
      <p>
        lava’s jobs are read together with its connections. A job fails when lava finds no such connection, or
        finds it disabled.
      </p>
      <h3>Evidence</h3>
      <p>
        The figures and the rows are of the moment that stands below the title. Downloads and prints hold
        every row that the filter shows, and are recorded.
      </p>
    </HelpPanel>
  );
}
