import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { SandboxPerson } from '@/lib/auth/sandbox-people';

const MAY: Readonly<Record<string, string>> = {
  admin: 'Admin: everything, also people and realms',
  editor: 'Editor: creates and changes',
  'second-editor': 'Second editor: approves what the first asks for',
  tester: 'Tester: sees and tests',
  viewer: 'Viewer: sees everything',
  'dev-editor': 'Editor of dev: does not know of prod',
  'dev-admin': 'Admin of dev: of this realm only',
  none: 'Stranger: has no role in any realm',
};

/** The sandbox's people, each one click away. */
export function SandboxStep({
  people,
  busy,
  onChoose,
}: {
  people: readonly SandboxPerson[];
  busy: string | null;
  onChoose: (key: string) => void;
}) {
  return (
    <SpaceBetween size="xs">
      <Box variant="h2" fontSize="heading-s">
        Try the sandbox as
      </Box>
      {people.map(({ key, name }) => (
        <Button
          key={key}
          fullWidth
          variant={key === 'admin' ? 'primary' : 'normal'}
          loading={busy === key}
          disabled={busy !== null}
          onClick={() => onChoose(key)}
        >
          {MAY[key] ?? name}
        </Button>
      ))}
      <Box color="text-body-secondary" fontSize="body-s">
        For this machine only. People of your own sign in below.
      </Box>
    </SpaceBetween>
  );
}
