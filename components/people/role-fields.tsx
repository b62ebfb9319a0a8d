'use client';

import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import type { Role } from '@/lib/auth/permissions';
import { placeOptions, ROLE_OPTIONS } from './people-actions';

/** A role and the place it counts in. `place` is a realm's name or `*`. */
export interface ChosenRole {
  readonly role: Role;
  readonly place: string;
}

/** Chooses a role and where it counts. */
export function RoleFields({
  realms,
  value,
  onChange,
}: {
  realms: readonly string[];
  value: ChosenRole;
  onChange: (value: ChosenRole) => void;
}) {
  const places = placeOptions(realms);
  const roles = ROLE_OPTIONS.map(({ value: role, description }) => ({
    value: role,
    label: role,
    description,
  }));
  return (
    <ColumnLayout columns={2}>
      <FormField label="Where">
        <Select
          options={places}
          selectedOption={places.find((option) => option.value === value.place) ?? null}
          onChange={({ detail }) => onChange({ ...value, place: detail.selectedOption.value ?? value.place })}
          expandToViewport
        />
      </FormField>
      <FormField label="Role">
        <Select
          options={roles}
          selectedOption={roles.find((option) => option.value === value.role) ?? null}
          onChange={({ detail }) => {
            const role = ROLE_OPTIONS.find((option) => option.value === detail.selectedOption.value);
            if (role) onChange({ ...value, role: role.value });
          }}
          expandToViewport
        />
      </FormField>
    </ColumnLayout>
  );
}
