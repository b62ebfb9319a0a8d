import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { createUserSql, disablePasswordSql, type IamLogin } from '@/lib/connectors/draft-for-iam';
import type { ServerlessUser } from '@/lib/connectors/serverless-user';
import { CopiedCode } from '../copied-code/copied-code';

/** As whom a draft logs in, and the SQL for a database user that has to be there. */
export function DraftUser({ login }: { login: IamLogin }) {
  return (
    <section aria-label="The database user">
      <SpaceBetween size="s">
        <Header variant="h3">The database user</Header>
        {login.at === 'cluster' ? <SameUser {...login} /> : <NamedByAws {...login} />}
      </SpaceBetween>
    </section>
  );
}

function SameUser({ clusterId, user }: Extract<IamLogin, { at: 'cluster' }>) {
  return (
    <>
      <Box>
        AWS answers for the cluster <span className="mono">{clusterId}</span> with the user{' '}
        <span className="mono">IAM:{user}</span>. Redshift logs that in as{' '}
        <span className="mono">{user}</span>, the user the connection has now, so its grants and the tables it
        owns stay. AWS does not create it: where it does not exist, the login fails, and an admin of the
        database makes it with:
      </Box>
      <CopiedCode label="SQL for a user that is missing" text={createUserSql(user)} />
      <Box>Once nothing logs in with its password any more, that can go:</Box>
      <CopiedCode label="SQL to take the password away" text={disablePasswordSql(user)} />
    </>
  );
}

function NamedByAws({ user, before }: Extract<IamLogin, { at: 'workgroup' }>) {
  const users = usersOf(user);
  return (
    <>
      <Box>
        Redshift Serverless names the user after the role that asks
        {users.length > 0 ? (
          <>
            : <span className="mono">{users.join(', ')}</span>
          </>
        ) : (
          '. Name the worker roles in the settings of the realm to see whom'
        )}
        .{' '}
        {before !== null && (
          <>
            That is another user than <span className="mono">{before}</span>, whose grants and tables stay
            with <span className="mono">{before}</span>: grant the same before you accept.
          </>
        )}
      </Box>
      {users.length > 0 && (
        <CopiedCode label="SQL for a user that is missing" text={users.map(createUserSql).join('\n')} />
      )}
    </>
  );
}

function usersOf(user: ServerlessUser): readonly string[] {
  if (user.from === 'role_arn') return [user.user];
  return user.from === 'worker' ? user.users : [];
}
