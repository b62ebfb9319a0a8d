'use client';

import HelpPanel from '@cloudscape-design/components/help-panel';
import Link from '@cloudscape-design/components/link';
import type { Connector, Field } from '@/lib/connectors/field';
import { referenceRows } from '@/lib/connectors/reference';
import { connectorFor } from '@/lib/connectors/registry';
import { AppLink } from '../app-link/app-link';

/** What the help panel says about a field: what it is, where its value may come from, where AWS explains it. */
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
  if (!connector) return null;
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
        else with <span className="mono">secret_id</span> it takes the secret’s password; else it asks AWS for
        temporary credentials.
      </p>
      <h3>Keyboard</h3>
      <p>Ctrl+Enter or ⌘+Enter saves from any field.</p>
    </HelpPanel>
  );
}
