'use client';

import AttributeEditor, { type AttributeEditorProps } from '@cloudscape-design/components/attribute-editor';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useRef } from 'react';
import { useController } from 'react-hook-form';
import { EXTRA_FIELDS } from '@/lib/connectors/common-fields';
import type { ExtraValue, FormValues } from '@/lib/connectors/form-values';
import { useFormState } from './form-context';

/** The editor of the free `x-` fields. */
export function ExtraFields() {
  const { problemAt } = useFormState();
  const { field } = useController<FormValues, 'extras'>({ name: 'extras' });
  const editor = useRef<AttributeEditorProps.Ref>(null);
  const change = (index: number, part: Partial<ExtraValue>) =>
    field.onChange(field.value.map((extra, at) => (at === index ? { ...extra, ...part } : extra)));
  return (
    <FormField label={EXTRA_FIELDS.label} description={EXTRA_FIELDS.hint} stretch>
      <AttributeEditor
        ref={editor}
        items={field.value}
        empty="None yet. Use them for a ticket, a cost centre, a runbook…"
        addButtonText="Add a field"
        removeButtonText="Remove"
        removeButtonAriaLabel={({ key }) => `Remove ${key || 'the field without a name'}`}
        onAddButtonClick={() => field.onChange([...field.value, { key: 'x-', value: '' }])}
        onRemoveButtonClick={({ detail }) => {
          field.onChange(field.value.filter((_, at) => at !== detail.itemIndex));
          editor.current?.focusAddButton();
        }}
        definition={[
          {
            label: 'Name',
            control: ({ key }, index) => (
              <div data-field={key} data-control>
                <Input
                  value={key}
                  ariaLabel={`Name of field ${index + 1}`}
                  placeholder="x-team"
                  autoComplete={false}
                  spellcheck={false}
                  onChange={({ detail }) => change(index, { key: detail.value })}
                />
              </div>
            ),
            errorText: ({ key }) => problemAt(key),
          },
          {
            label: 'Value',
            control: ({ value }, index) => (
              <Input
                value={value}
                ariaLabel={`Value of field ${index + 1}`}
                placeholder="Text or JSON"
                autoComplete={false}
                spellcheck={false}
                onChange={({ detail }) => change(index, { value: detail.value })}
              />
            ),
          },
        ]}
      />
    </FormField>
  );
}
