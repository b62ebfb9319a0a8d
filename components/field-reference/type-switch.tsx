'use client';

import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { CONNECTORS } from '@/lib/connectors/registry';
import { useGo } from '../app-link/use-go';

const OPTIONS = CONNECTORS.map(({ type, title }) => ({ value: type, label: title, labelTag: type }));

/** Goes to the fields of another type. */
export function TypeSwitch({ type }: { type: string }) {
  const go = useGo();
  return (
    <FormField label="Connection type">
      <Select
        selectedOption={OPTIONS.find(({ value }) => value === type) ?? null}
        options={OPTIONS}
        expandToViewport
        onChange={({ detail }) => go(`/reference/${detail.selectedOption.value}`)}
      />
    </FormField>
  );
}
