'use client';

import { useState } from 'react';
import { carryValues } from '@/lib/connectors/carry-values';
import type { Connector } from '@/lib/connectors/field';
import { type FormValues, specOf } from '@/lib/connectors/form-values';
import { jsonTemplate } from '@/lib/connectors/json-template';
import { connectorFor } from '@/lib/connectors/registry';
import type { Spec } from '@/lib/connectors/spec';
import { toServerless } from '@/lib/connectors/to-serverless';
import type { RealmDto } from '@/lib/services/realms/realm-dto';
import { ConnectionForm } from '../connection-form/connection-form';
import { FormHelp } from '../connection-form/field-help';
import type { FormActions } from '../connection-form/form-props';
import { startValues } from '../connection-form/start-values';
import type { StoredConnection } from '../connection-form/use-connection-form';
import { JsonEditor } from '../json-editor/json-editor';
import { useHelp } from '../shell/help';
import { TypeChooser } from './type-chooser';

/** What the editor is about to show, whenever the type changes. */
interface Draft {
  readonly type: string;
  readonly stored: StoredConnection | undefined;
  /** The stored spec before it was made one of another type. */
  readonly convertedFrom?: Spec;
  /** What a form begins with besides what is stored: it counts as typed. */
  readonly typed?: FormValues;
  /** What JSON begins with, likewise. */
  readonly template?: Spec | undefined;
}

/**
 * Creates or edits a connection of any type: with its connector's form where there is one, else as JSON. The type of
 * a new connection can be chosen; a stored one keeps its own, but a cluster that is serverless can become one.
 */
export function ConnectionEditor({
  realm,
  type,
  stored,
  template,
  serverless = false,
  actions,
}: {
  realm: RealmDto;
  type: string;
  stored?: StoredConnection;
  template?: Spec | undefined;
  /** Begin with the stored connection made a serverless one. */
  serverless?: boolean;
  actions: FormActions;
}) {
  const help = useHelp();
  const [draft, setDraft] = useState<Draft>(() =>
    stored && serverless ? converted(stored) : { type, stored, template },
  );
  const [round, setRound] = useState(0);
  const connector = connectorFor(draft.type);

  const show = (next: Draft) => {
    setDraft(next);
    setRound((count) => count + 1);
    help.follow(<FormHelp type={next.type} />);
  };
  const choose = (next: string, spec: Spec, values?: { connector: Connector; typed: FormValues }) => {
    if (next === draft.type) return;
    const address = `${window.location.pathname}?type=${encodeURIComponent(next)}`;
    window.history.replaceState(window.history.state, '', address);
    const to = connectorFor(next);
    if (!to) show({ type: next, stored: undefined, template: jsonTemplate(next, spec) });
    else if (values) {
      show({ type: next, stored: undefined, typed: carryValues(values.connector, to, values.typed) });
    } else show({ type: next, stored: undefined, typed: startValues(to, spec) });
  };

  if (!connector) {
    return (
      <JsonEditor
        key={round}
        realm={realm}
        type={draft.type}
        stored={draft.stored}
        template={draft.template}
        changed={round > 0}
        actions={actions}
        chooser={
          stored
            ? undefined
            : (spec) => <TypeChooser type={draft.type} onChange={(next) => choose(next, spec)} />
        }
      />
    );
  }
  return (
    <ConnectionForm
      key={round}
      realm={realm}
      type={connector.type}
      stored={draft.stored}
      convertedFrom={draft.convertedFrom}
      template={draft.template}
      typed={draft.typed}
      actions={actions}
      chooser={
        stored
          ? undefined
          : (typed) => (
              <TypeChooser
                type={connector.type}
                onChange={(next) => choose(next, specOf(connector, typed), { connector, typed })}
              />
            )
      }
      onServerless={(spec) => {
        const next = connectorFor('redshift-serverless');
        if (!next) return;
        const typed = startValues(next, toServerless(spec));
        show(
          draft.stored
            ? { ...converted(draft.stored), typed }
            : { type: next.type, stored: undefined, typed },
        );
      }}
    />
  );
}

function converted(stored: StoredConnection): Draft {
  return {
    type: 'redshift-serverless',
    stored: { ...stored, spec: toServerless(stored.spec) },
    convertedFrom: stored.spec,
  };
}
