'use client';

import FormField from '@cloudscape-design/components/form-field';
import Tiles from '@cloudscape-design/components/tiles';
import type { LoginChoice } from '@/lib/connectors/field';
import { useFormState } from './form-context';

const TILES: Readonly<Record<LoginChoice, { readonly label: string; readonly description: string }>> = {
  iam: {
    label: 'IAM temporary credentials',
    description:
      'AWS issues a password for 15 minutes to an hour at every login. Nothing to store or rotate.',
  },
  'rds-token': {
    label: 'IAM login token',
    description:
      'lava signs a token for host, port and user at every login. It is valid for 15 minutes. Nothing to store or rotate.',
  },
  ssm: {
    label: 'SSM parameter',
    description: 'The password is a SecureString in Parameter Store. The connection holds its name.',
  },
  secret: {
    label: 'Secrets Manager secret',
    description:
      'A secret holds the password, and may hold user, host, port and database too. It can rotate.',
  },
};

/** The question the form begins with. What was typed stays when the answer changes. */
export function LoginTiles({ onChange }: { onChange: (login: LoginChoice) => void }) {
  const { connector, login } = useFormState();
  return (
    <FormField label="How does it log in?" stretch>
      <Tiles
        value={login}
        columns={connector.loginChoices.length}
        items={connector.loginChoices.map((value) => ({ value, ...TILES[value] }))}
        onChange={({ detail }) => {
          const chosen = connector.loginChoices.find((choice) => choice === detail.value);
          if (chosen) onChange(chosen);
        }}
      />
    </FormField>
  );
}
