'use client';

import Badge from '@cloudscape-design/components/badge';
import FormField from '@cloudscape-design/components/form-field';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useController } from 'react-hook-form';
import type { Field } from '@/lib/connectors/field';
import type { FormValues } from '@/lib/connectors/form-values';
import { isRequired } from '@/lib/connectors/missing-fields';
import { useHelp } from '../shell/help';
import { FieldControl } from './field-control';
import { FieldHelp } from './field-help';
import { noteFor } from './field-notes';
import { useFormState } from './form-context';
import { isLoginReference } from './form-problems';

/** Kinds whose values or words are long. */
const STRETCHED: ReadonlySet<Field['kind']> = new Set([
  'choice',
  'host',
  'long-text',
  'role-arn',
  'tags',
  'secret-id',
  'ssm-parameter',
]);

/** A field of the table as a row of the form. */
export function FormFieldRow({ field }: { field: Field }) {
  const form = useFormState();
  const help = useHelp();
  const { field: input } = useController<FormValues, `fields.${string}`>({ name: `fields.${field.name}` });
  const value = input.value ?? '';
  const optional = !isRequired(field, form.spec) && !isLoginReference(field, form.login);
  const maySecret = form.login === 'secret' && field.secretKey !== undefined && field.required !== 'No';
  const panel = <FieldHelp connector={form.connector} field={field} />;
  return (
    <div data-field={field.name} className="connection-form-field">
      <FormField
        label={
          <>
            {field.label}
            {optional && field.type !== 'Boolean' && !maySecret && <i> – optional</i>}
          </>
        }
        info={
          <SpaceBetween direction="horizontal" size="xs">
            {maySecret && (
              <Badge color={value === '' ? 'blue' : 'grey'}>
                {value === '' ? 'from the secret' : 'instead of the secret’s'}
              </Badge>
            )}
            <Link variant="info" ariaLabel={`Help for ${field.label}`} onFollow={() => help.show(panel)}>
              Info
            </Link>
          </SpaceBetween>
        }
        description={field.hint}
        constraintText={noteFor(field)}
        errorText={form.problemAt(field.name)}
        stretch={STRETCHED.has(field.kind)}
      >
        <div data-control>
          <FieldControl
            field={field}
            value={value}
            placeholder={maySecret ? `from the secret’s key ${field.secretKey}` : field.placeholder}
            onChange={input.onChange}
          />
        </div>
      </FormField>
    </div>
  );
}
