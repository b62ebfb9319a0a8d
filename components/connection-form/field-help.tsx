'use client';

import HelpPanel from '@cloudscape-design/components/help-panel';
import Link from '@cloudscape-design/components/link';
import { connectionTypeOf } from '@/lib/connectors/connection-types';
import type { Connector, Field, LoginChoice } from '@/lib/connectors/field';
import { referenceRows } from '@/lib/connectors/reference';
import { connectorFor } from '@/lib/connectors/registry';
import { AppLink } from '../app-link/app-link';
import { RequirementBadge } from '../field-reference/requirement-badge';

/** What the help panel says about a field: whether it must be there, what it is, where its value may come from, where AWS explains it. */
export function FieldHelp({ connector, field }: { connector: Connector; field: Field }) {
  const origins = referenceRows(connector).find((row) => row.name === field.name)?.origins ?? [];
  return (
    <HelpPanel
      header={<h2>{field.label}</h2>}
      footer={
        <ul>
          {field.link && (
            <li>
              <Link href={field.link.href} external>
                {field.link.text}
              </Link>
            </li>
          )}
          <li>
            <AppLink href={`/reference/${connector.type}#${field.name}`}>
              <span className="mono">{field.name}</span> in the field reference
            </AppLink>
          </li>
        </ul>
      }
    >
      <p>
        Required: <RequirementBadge required={field.required} />
      </p>
      <p>{field.hint}</p>
      {field.help.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <h3>Where the value comes from</h3>
      <p>The first of these that has one:</p>
      <ol>
        {origins.map(({ origin, detail }) => (
          <li key={origin}>{detail}</li>
        ))}
      </ol>
    </HelpPanel>
  );
}

/** What the help panel says before a field has the focus. */
export function FormHelp({ type }: { type: string }) {
  const connector = connectorFor(type);
  if (!connector) return <JsonHelp type={type} />;
  return (
    <HelpPanel
      header={<h2>{connector.title}</h2>}
      footer={
        <ul>
          <li>
            <AppLink href={`/reference/${connector.type}`}>All fields of {connector.title}</AppLink>
          </li>
        </ul>
      }
    >
      <p>{connector.summary}</p>
      <p>This panel follows the field you are in.</p>
      <h3>How lava logs in</h3>
      <p>
        lava goes by what is there: with <span className="mono">password</span> it reads that SSM parameter;
        else with <span className="mono">secret_id</span> it takes the secret’s password; else{' '}
        {WITHOUT[connector.loginChoices[0]]}.
      </p>
      <h3>Keyboard</h3>
      <p>Ctrl+Enter or ⌘+Enter saves from any field.</p>
    </HelpPanel>
  );
}

/** What lava does where neither a parameter nor a secret gives a password. */
const WITHOUT: Readonly<Record<LoginChoice, string>> = {
  iam: 'it asks AWS for temporary credentials',
  'rds-token': 'it signs a login token, which RDS takes for 15 minutes',
  ssm: 'it fails',
  secret: 'it fails',
};

/** The same for types that are written as JSON. */
function JsonHelp({ type }: { type: string }) {
  const known = connectionTypeOf(type);
  return (
    <HelpPanel header={<h2>{known?.title ?? 'Unknown type'}</h2>}>
      <p>{known?.summary ?? 'lava 8.2 knows no connection of this type. It is kept as it is.'}</p>
      <p>
        There is no form and no test for this type here. The fields that all types share are checked:{' '}
        <span className="mono">conn_id</span>, <span className="mono">type</span>,{' '}
        <span className="mono">enabled</span>, <span className="mono">owner</span>,{' '}
        <span className="mono">description</span> and your own <span className="mono">x-</span> fields. All
        others are kept as they are.
      </p>
      <p>
        A field that names a password or key holds the name of an SSM parameter. What looks like the
        credential itself is refused.
      </p>
      <h3>Keyboard</h3>
      <p>Ctrl+Enter or ⌘+Enter saves.</p>
    </HelpPanel>
  );
}
