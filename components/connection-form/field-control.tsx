'use client';

import Autosuggest from '@cloudscape-design/components/autosuggest';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import Toggle from '@cloudscape-design/components/toggle';
import type { ComponentType } from 'react';
import type { Field, FieldKind } from '@/lib/connectors/field';
import { useFormState } from './form-context';
import { ReferenceControl } from './reference-control';
import { TagsControl } from './tags-control';
import { usedBy } from './used-by';
import { WithPlaces } from './with-places';

export interface ControlProps {
  readonly field: Field;
  readonly value: string | boolean;
  readonly placeholder: string | undefined;
  readonly onChange: (value: string | boolean) => void;
}

const CONTROLS: Readonly<Record<FieldKind, ComponentType<ControlProps>>> = {
  'conn-id': ConnIdControl,
  type: FixedControl,
  text: SuggestControl,
  'long-text': LongTextControl,
  host: HostControl,
  port: PortControl,
  boolean: BooleanControl,
  database: TextControl,
  user: SuggestControl,
  'cluster-id': PlaceNameControl,
  workgroup: PlaceNameControl,
  'role-arn': TextControl,
  region: TextControl,
  tags: TagsControl,
  'ssm-parameter': ReferenceControl,
  'secret-id': ReferenceControl,
  duration: DurationControl,
  choice: ChoiceControl,
};

/** The control for a field, chosen by its kind alone: a new row of a table needs none of its own. */
export function FieldControl(props: ControlProps) {
  const Control = CONTROLS[props.field.kind];
  return <Control {...props} />;
}

function TextControl({ value, placeholder, onChange }: ControlProps) {
  return (
    <Input
      value={String(value)}
      placeholder={placeholder}
      autoComplete={false}
      spellcheck={false}
      onChange={({ detail }) => onChange(detail.value)}
    />
  );
}

/** Free text beside what other connections of the realm have there. */
function SuggestControl({ field, value, placeholder, onChange }: ControlProps) {
  const { suggestions } = useFormState();
  return (
    <Autosuggest
      value={String(value)}
      placeholder={placeholder}
      options={(suggestions[field.name] ?? []).map(({ value, count }) => ({
        value,
        description: usedBy(count),
      }))}
      enteredTextLabel={(text) => `Use “${text}”`}
      hideEnteredTextOption
      disableBrowserAutocorrect
      onChange={({ detail }) => onChange(detail.value)}
    />
  );
}

/** The name of a cluster or workgroup, typed or chosen. */
function PlaceNameControl(props: ControlProps) {
  return (
    <WithPlaces onName={props.onChange}>
      <TextControl {...props} />
    </WithPlaces>
  );
}

/** A whole endpoint that is pasted here fills the other fields too, and so does a cluster that is chosen. */
function HostControl(props: ControlProps) {
  const { endpoint } = useFormState();
  return (
    <div
      onPasteCapture={(event) => {
        if (endpoint.read(event.clipboardData.getData('text'))) event.preventDefault();
      }}
    >
      <WithPlaces>
        <SuggestControl {...props} />
      </WithPlaces>
    </div>
  );
}

function PortControl({ value, placeholder, onChange }: ControlProps) {
  return (
    <Input
      value={String(value)}
      placeholder={placeholder}
      inputMode="numeric"
      autoComplete={false}
      onChange={({ detail }) => onChange(detail.value)}
    />
  );
}

const DURATIONS = ['15m', '30m', '45m', '1h'];

function DurationControl({ value, placeholder, onChange }: ControlProps) {
  return (
    <Autosuggest
      value={String(value)}
      placeholder={placeholder}
      options={DURATIONS.map((duration) => ({ value: duration }))}
      filteringType="manual"
      enteredTextLabel={(text) => `Use “${text}”`}
      hideEnteredTextOption
      disableBrowserAutocorrect
      onChange={({ detail }) => onChange(detail.value)}
    />
  );
}

function LongTextControl({ value, placeholder, onChange }: ControlProps) {
  return (
    <Textarea
      value={String(value)}
      placeholder={placeholder}
      rows={2}
      onChange={({ detail }) => onChange(detail.value)}
    />
  );
}

function BooleanControl({ value, onChange }: ControlProps) {
  return (
    <Toggle checked={value === true} onChange={({ detail }) => onChange(detail.checked)}>
      {value === true ? 'On' : 'Off'}
    </Toggle>
  );
}

/** Where nothing is chosen, what lava takes then is marked. */
function ChoiceControl({ field, value, onChange }: ControlProps) {
  return (
    <SpaceBetween size="s">
      <RadioGroup
        value={value === '' ? (field.default ?? null) : String(value)}
        items={(field.choices ?? []).map(({ value, label, description }) => ({ value, label, description }))}
        onChange={({ detail }) => onChange(detail.value)}
      />
      <ExpandableSection headerText="More about the choice">
        {field.help.map((paragraph) => (
          <Box key={paragraph} variant="p">
            {paragraph}
          </Box>
        ))}
      </ExpandableSection>
    </SpaceBetween>
  );
}

/** Jobs name the connection, so that a saved one keeps its identifier. */
function ConnIdControl(props: ControlProps) {
  const { existing } = useFormState();
  return existing ? <FixedControl {...props} /> : <TextControl {...props} />;
}

function FixedControl({ value }: ControlProps) {
  return (
    <Box>
      <span className="mono">{String(value)}</span>
    </Box>
  );
}
