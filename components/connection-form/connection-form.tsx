'use client';

import './connection-form.css';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { KeyboardEvent, ReactNode } from 'react';
import { FormProvider } from 'react-hook-form';
import type { Connector } from '@/lib/connectors/field';
import type { FormValues } from '@/lib/connectors/form-values';
import { connectorFor } from '@/lib/connectors/registry';
import type { Spec } from '@/lib/connectors/spec';
import { needsServerless } from '@/lib/connectors/to-serverless';
import type { RealmDto } from '@/lib/services/realms/realm-dto';
import { useDisableGuard } from '../connection-commands/use-disable-guard';
import { LeaveDialog } from '../leave-guard/leave-dialog';
import { useLeaveGuard } from '../leave-guard/use-leave-guard';
import { useHelp } from '../shell/help';
import { useTestRun } from '../test-run/use-test-run';
import { CleanedNotice } from './cleaned-notice';
import { ConflictDialog } from './conflict-dialog';
import { ConvertedNotice } from './converted-notice';
import { DraftTest } from './draft-test';
import { EndpointPaste } from './endpoint-paste';
import { ErrorSummary } from './error-summary';
import { ExtraFields } from './extra-fields';
import { FieldHelp } from './field-help';
import { fieldNameAt, type SectionId, sectionFields } from './field-layout';
import { FormActions } from './form-actions';
import { FormContext, useFormState } from './form-context';
import { FormFieldRow } from './form-field-row';
import type { FormActions as FormActionsOfServer } from './form-props';
import { LivePanels } from './live-panels';
import { LoginTiles } from './login-tiles';
import { ServerlessUser } from './serverless-user';
import { cleanedFields } from './start-values';
import { type StoredConnection, useConnectionForm } from './use-connection-form';
import { jsonSpec, useSave } from './use-save';
import { useWide } from './use-wide';

/** Below this width what follows from the form stands under it, as tabs. */
const WIDE = 860;

export interface ConnectionFormProps {
  readonly realm: RealmDto;
  readonly type: string;
  /** The connection that is edited; absent: a new one is created. */
  readonly stored?: StoredConnection | undefined;
  /** The stored spec before it was made one of this type. */
  readonly convertedFrom?: Spec | undefined;
  /** What a new connection starts with. */
  readonly template?: Spec | undefined;
  /** What counts as typed already. */
  readonly typed?: FormValues | undefined;
  readonly actions: FormActionsOfServer;
  /** The choice of the type, for what stands in the form. */
  readonly chooser?: ((values: FormValues) => ReactNode) | undefined;
  /** Goes on with the spec as a serverless one. */
  readonly onServerless: (spec: Spec) => void;
}

/** The form of a connection, made from its connector's table, with what follows from it beside it. */
export function ConnectionForm({ type, ...props }: ConnectionFormProps) {
  const connector = connectorFor(type);
  return connector ? <Editor connector={connector} {...props} /> : null;
}

function Editor({
  connector,
  realm,
  stored,
  convertedFrom,
  template,
  typed,
  actions,
  chooser,
  onServerless,
}: Omit<ConnectionFormProps, 'type'> & { connector: Connector }) {
  const state = useConnectionForm({ connector, realm, stored, convertedFrom, template, typed });
  const { form, spec, existing } = state;
  const offersServerless = needsServerless(spec);
  const help = useHelp();
  const guard = useLeaveGuard(form.formState.isDirty || convertedFrom !== undefined);
  const disabling = useDisableGuard(realm.name);
  const saving = useSave(state, actions, guard, disabling.mayDisable);
  const test = useTestRun({ realm: realm.name, ...actions });
  const { ref, wide } = useWide(WIDE);

  const startTest = form.handleSubmit(() => {
    const of = state.stored && { draftOf: state.stored.connId };
    void test.start({ draft: jsonSpec(spec), ...of });
  });
  const saveOnCtrlEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void saving.save();
  };

  return (
    <FormContext.Provider value={state}>
      <FormProvider {...form}>
        <div ref={ref} className="connection-form" data-wide={wide}>
          <form
            noValidate
            aria-label="Connection"
            onSubmit={(event) => event.preventDefault()}
            onKeyDown={saveOnCtrlEnter}
            onFocus={({ target }) => {
              const field = connector.fields.find(({ name }) => name === fieldNameAt(target));
              if (field) help.follow(<FieldHelp connector={connector} field={field} />);
            }}
            onBlur={({ target }) => {
              const name = fieldNameAt(target);
              if (name !== undefined) state.leaveField(name);
            }}
          >
            <SpaceBetween size="l">
              <ErrorSummary
                connector={connector}
                error={saving.error}
                problems={form.formState.isSubmitted ? state.problems : []}
                attempt={form.formState.submitCount + saving.failures}
              />
              {convertedFrom && existing && <ConvertedNotice before={convertedFrom} after={existing} />}
              {existing && <CleanedNotice changes={cleanedFields(connector, existing)} />}
              {chooser?.(state.values)}
              <Section id="credential" title="Login">
                <LoginTiles onChange={(login) => form.setValue('login', login, { shouldDirty: true })} />
              </Section>
              <Section id="endpoint" title="Endpoint">
                <EndpointPaste onServerless={offersServerless ? () => onServerless(spec) : undefined} />
              </Section>
              <Section id="login" title="User and credentials">
                <ServerlessUser />
              </Section>
              <Section id="driver" title="Driver and encryption" />
              <Section id="identity" title="Name and purpose" />
              <Section id="notes" title="Owner and own fields" after={<ExtraFields />} />
            </SpaceBetween>
            <FormActions
              wide={wide}
              saving={saving}
              testing={test.running}
              startTest={() => void startTest()}
            />
          </form>
          <aside className="connection-form-live" aria-label="What follows from this form">
            <LivePanels
              wide={wide}
              test={<DraftTest test={test} />}
              onServerless={offersServerless ? () => onServerless(spec) : undefined}
              tested={test.run !== null || test.running || test.error !== null}
            />
          </aside>
        </div>
        {saving.conflict && <ConflictDialog {...saving.conflict} />}
        {disabling.dialog}
        <LeaveDialog guard={guard} />
      </FormProvider>
    </FormContext.Provider>
  );
}

/** A part of the form with its fields of the table; left out when the way to log in needs none of them. */
function Section({
  id,
  title,
  children,
  after,
}: {
  id: SectionId;
  title: string;
  children?: ReactNode;
  after?: ReactNode;
}) {
  const { connector, login, existing } = useFormState();
  const fields = sectionFields(connector, id, login, existing);
  if (fields.length === 0 && !children && !after) return null;
  return (
    <Container header={<Header>{title}</Header>}>
      <SpaceBetween size="l">
        {children}
        {fields.map((field) => (
          <FormFieldRow key={field.name} field={field} />
        ))}
        {after}
      </SpaceBetween>
    </Container>
  );
}
