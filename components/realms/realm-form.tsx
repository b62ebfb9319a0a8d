'use client';

import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useRef, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { realmKmsAlias } from '@/lib/connectors/references';
import {
  durationProblem,
  REALM_PLACE,
  type RealmInput,
  realmInput,
  realmInputKeeping,
} from '@/lib/listing/realm-input';
import type { ErrorDto } from '@/lib/services/errors';
import { useGate } from '../access/access';
import { useFollow } from '../app-link/use-follow';
import { LeaveDialog } from '../leave-guard/leave-dialog';
import { useLeaveGuard } from '../leave-guard/use-leave-guard';
import { OfferedRealms, type OfferRealms } from './offered-realms';
import { TEXT_FIELDS, type TextField } from './realm-fields';
import { WORKER_ROLES, WorkerRoles } from './worker-roles';

/** The form of a realm, checked by the same schema here and on the server. */
export function RealmForm({
  initial,
  existing,
  save,
  offer,
}: {
  initial: RealmInput;
  /** The name of a realm that exists cannot be changed. */
  existing: boolean;
  /** Saves; returns what went wrong, or nothing when it is saved. */
  save: (values: RealmInput, goTo: (href: string) => void) => Promise<ErrorDto | null>;
  /** Looks into lava's own list of realms; absent for a realm that exists. */
  offer?: OfferRealms;
}) {
  const follow = useFollow();
  const gate = useGate(null);
  const [refusal, setRefusal] = useState<ErrorDto | null>(null);
  const summary = useRef<HTMLDivElement>(null);
  const form = useForm<RealmInput>({
    defaultValues: initial,
    resolver: zodResolver(existing ? realmInputKeeping(initial.passwordDuration) : realmInput, undefined, {
      raw: true,
    }),
    // Not on blur: the error's line would move the button away under the pointer.
    mode: 'onSubmit',
  });
  const { control, formState, setValue, setError, setFocus, getFieldState } = form;
  const guard = useLeaveGuard(formState.isDirty);
  const wrong = Object.entries(formState.errors);
  const refused = formState.submitCount > 0 && (wrong.length > 0 || refusal !== null);

  useEffect(() => {
    if (formState.submitCount > 0 && refused) summary.current?.focus();
  }, [formState.submitCount, refused]);

  const submit = form.handleSubmit(async (values) => {
    setRefusal(null);
    const error = await save(values, guard.goTo);
    if (!error) return;
    setRefusal(error);
    for (const { path, message } of error.problems ?? []) {
      const field = fieldOf(path);
      if (field) setError(field, { message });
    }
  });

  const rename = (name: string) => {
    if (!getFieldState('kmsAlias').isDirty)
      setValue('kmsAlias', name ? realmKmsAlias(name) : '', { shouldDirty: false });
    if (!getFieldState('protected').isDirty)
      setValue('protected', /^prod/i.test(name), { shouldDirty: false });
  };

  /** What comes of a duration that was taken over from lava and not typed here. */
  const keptDuration = (value: unknown) => {
    const problem =
      existing && value === initial.passwordDuration ? durationProblem(initial.passwordDuration) : undefined;
    return problem && `${problem} Correct RS_PASSWORD_DURATION in lava’s list of realms, then pull.`;
  };

  /** Who may not lead it elsewhere is told so at each of those fields. */
  const heldBecause = (name: string) =>
    existing && gate('realm:create').disabled && REALM_PLACE.some((field) => field === name)
      ? 'Only an admin of every realm changes this: ask one.'
      : undefined;

  const textField = ({ name, label, help, optional, placeholder }: TextField) => (
    <Controller
      key={name}
      name={name}
      control={control}
      render={({ field, fieldState }) => (
        <FormField
          label={optional ? `${label} – optional` : label}
          description={help}
          constraintText={heldBecause(name)}
          errorText={fieldState.error?.message}
          warningText={name === 'passwordDuration' && keptDuration(field.value)}
        >
          <Input
            ref={field.ref}
            name={field.name}
            value={field.value === null || field.value === undefined ? '' : String(field.value)}
            placeholder={placeholder}
            disabled={(existing && name === 'name') || heldBecause(name) !== undefined}
            disableBrowserAutocorrect
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => {
              field.onChange(detail.value);
              if (name === 'name') rename(detail.value);
            }}
            onBlur={field.onBlur}
          />
        </FormField>
      )}
    />
  );

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" href="/realms" onFollow={follow} formAction="none">
              Cancel
            </Button>
            <Button variant="primary" loading={formState.isSubmitting} loadingText="Saving">
              {existing ? 'Save changes' : 'Create realm'}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          {refused && (
            <div ref={summary} tabIndex={-1} role="alert">
              <Alert
                type="error"
                header={
                  refusal?.message ??
                  `${wrong.length} ${wrong.length === 1 ? 'field needs' : 'fields need'} a correction`
                }
                action={
                  refusal?.code === 'CONFLICT' && (
                    <Button onClick={() => window.location.reload()}>Reload and see their values</Button>
                  )
                }
              >
                {refusal?.hint} Nothing you typed is lost.
                {wrong.length > 0 && (
                  <ul>
                    {wrong.map(([name, problem]) => {
                      const field = fieldOf(name);
                      return (
                        <li key={name}>
                          {field ? (
                            <Button variant="inline-link" formAction="none" onClick={() => setFocus(field)}>
                              {labelOf(field)}
                            </Button>
                          ) : (
                            name
                          )}
                          : {problem.message}
                        </li>
                      );
                    })}
                  </ul>
                )}
              </Alert>
            </div>
          )}
          {offer && (
            <OfferedRealms
              offer={offer}
              place={async () => {
                const right = await form.trigger(['region', 'roleArn', 'externalId'], { shouldFocus: true });
                const { region, roleArn, externalId } = form.getValues();
                return right ? { region, roleArn, externalId } : null;
              }}
              onChoose={({ name, description, passwordDuration }) => {
                const fill = (field: keyof RealmInput, value: string) =>
                  setValue(field, value, { shouldDirty: true });
                fill('name', name);
                rename(name);
                if (description !== '') fill('description', description);
                if (passwordDuration !== null) fill('passwordDuration', passwordDuration);
                fill('connectionsTable', `lava.${name}.connections`);
                fill('jobsTable', `lava.${name}.jobs`);
              }}
            />
          )}
          <Container header={<Header variant="h2">Realm</Header>}>
            <SpaceBetween size="l">
              {TEXT_FIELDS.realm.map(textField)}
              <Controller
                name="description"
                control={control}
                render={({ field, fieldState }) => (
                  <FormField label="Description – optional" errorText={fieldState.error?.message}>
                    <Textarea
                      ref={field.ref}
                      value={field.value ?? ''}
                      rows={2}
                      onChange={({ detail }) => field.onChange(detail.value)}
                      onBlur={field.onBlur}
                    />
                  </FormField>
                )}
              />
              <Controller
                name="protected"
                control={control}
                render={({ field }) => (
                  <Checkbox
                    checked={field.value === true}
                    description="Deleting connections asks for their name to be typed."
                    onChange={({ detail }) => field.onChange(detail.checked)}
                  >
                    Protected
                  </Checkbox>
                )}
              />
              <Controller
                name="fourEyes"
                control={control}
                render={({ field }) => (
                  <Checkbox
                    checked={field.value === true}
                    description="Every change of a connection, and every publication, waits until another editor approves it."
                    onChange={({ detail }) => field.onChange(detail.checked)}
                  >
                    Four eyes
                  </Checkbox>
                )}
              />
            </SpaceBetween>
          </Container>
          <Container header={<Header variant="h2">How AWS is reached</Header>}>
            <SpaceBetween size="l">{TEXT_FIELDS.aws.map(textField)}</SpaceBetween>
          </Container>
          <Container header={<Header variant="h2">How its workers are set up</Header>}>
            <SpaceBetween size="l">
              {TEXT_FIELDS.workers.map(textField)}
              <Controller
                name="workerRoleArns"
                control={control}
                render={({ field, fieldState }) => (
                  <WorkerRoles
                    inputRef={field.ref}
                    value={field.value ?? []}
                    error={fieldState.error?.message}
                    onChange={field.onChange}
                    onBlur={field.onBlur}
                  />
                )}
              />
            </SpaceBetween>
          </Container>
          <Container
            header={
              <Header
                variant="h2"
                description="Its DynamoDB tables: compare what workers read with what is here, and publish."
              >
                The running lava
              </Header>
            }
          >
            <SpaceBetween size="l">
              {TEXT_FIELDS.lava.map(textField)}
              <Controller
                name="readOnly"
                control={control}
                render={({ field }) => (
                  <Checkbox
                    checked={field.value === true}
                    description="Its table is compared with what is here, and nothing is ever published to it."
                    onChange={({ detail }) => field.onChange(detail.checked)}
                  >
                    Read-only
                  </Checkbox>
                )}
              />
            </SpaceBetween>
          </Container>
        </SpaceBetween>
      </Form>
      <LeaveDialog guard={guard} />
    </form>
  );
}

/** The form's field of that name; undefined for any other path. */
function fieldOf(path: string): keyof RealmInput | undefined {
  return realmInput.keyof().safeParse(path).data;
}

function labelOf(field: keyof RealmInput): string {
  const known = Object.values(TEXT_FIELDS)
    .flat()
    .find(({ name }) => name === field);
  if (field === 'workerRoleArns') return WORKER_ROLES;
  return known?.label ?? (field === 'description' ? 'Description' : field);
}
