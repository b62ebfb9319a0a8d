'use client';

import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import { type ConnectionType, connectionTypeOf, JSON_TYPES } from '@/lib/connectors/connection-types';
import { CONNECTORS } from '@/lib/connectors/registry';

const OPTIONS: SelectProps.Options = [
  { label: 'With a form and tests', options: CONNECTORS.map(option) },
  { label: 'As JSON, without tests', options: JSON_TYPES.map(option) },
];

/** The type of a new connection. Changing it keeps what both types share. */
export function TypeChooser({ type, onChange }: { type: string; onChange: (type: string) => void }) {
  const chosen = connectionTypeOf(type);
  return (
    <Container header={<Header>Type</Header>}>
      <FormField
        label="What does it connect to?"
        description={chosen?.summary}
        constraintText="Changing the type keeps what you have entered where both types know the field."
        stretch
      >
        <Select
          selectedOption={chosen ? option(chosen) : null}
          options={OPTIONS}
          filteringType="auto"
          filteringAriaLabel="Find a type"
          filteringPlaceholder="Find a type"
          onChange={({ detail }) => {
            if (detail.selectedOption.value !== undefined) onChange(detail.selectedOption.value);
          }}
        />
      </FormField>
    </Container>
  );
}

function option({ type, title, summary }: ConnectionType): SelectProps.Option {
  return { value: type, label: title, labelTag: type, description: summary, filteringTags: [type] };
}
