'use client';

import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import { roleOf } from '@/lib/connectors/role-session';
import { type ServerlessUser as Derived, serverlessUserOf } from '@/lib/connectors/serverless-user';
import { useFormState } from './form-context';

/** The database user AWS will make of the worker; nothing for connections whose user is their own. */
export function ServerlessUser() {
  const { spec, realm, login } = useFormState();
  const derived = login === 'iam' ? serverlessUserOf(spec, realm.workerRoleArns) : undefined;
  if (!derived) return null;
  return (
    <FormField
      label="Database user"
      description="AWS names it after the role or IAM user that asks; a field for it would have no effect."
      stretch
    >
      <Box>
        <DerivedUser derived={derived} consoleRole={realm.roleArn} />
      </Box>
    </FormField>
  );
}

function DerivedUser({ derived, consoleRole }: { derived: Derived; consoleRole: string | null }) {
  switch (derived.from) {
    case 'role_arn':
      return (
        <>
          <span className="mono">{derived.user}</span>, after the role to assume.
        </>
      );
    case 'invalid':
      return <>Not known: the role to assume is no ARN of a role.</>;
    case 'worker':
      return (
        <>
          <span className="mono">{derived.users.join(', ')}</span>, after what the realm’s workers run as.{' '}
          <TestedAs consoleRole={consoleRole} />
        </>
      );
    default:
      return (
        <>
          <span className="mono">IAMR:</span> and the name of the role the realm’s workers run as, which is
          not known here. <TestedAs consoleRole={consoleRole} />
        </>
      );
  }
}

/** Without a role to assume, a test asks with this console's own identity. */
function TestedAs({ consoleRole }: { consoleRole: string | null }) {
  const role = roleOf(consoleRole);
  return (
    <>
      A test asks as this console and logs in as{' '}
      {role ? <span className="mono">IAMR:{role.name}</span> : 'a user named after its own role or IAM user'},
      so it does not show what the workers’ user may do.
    </>
  );
}
