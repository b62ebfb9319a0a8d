import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';

const MAY: Readonly<Record<string, string>> = {
  viewer: 'sees everything',
  tester: 'sees and tests',
  editor: 'creates and changes',
  admin: 'also people, realms and settings',
};

/** The sandbox's people, each one click away. */
export function SandboxStep({
  people,
  busy,
  onChoose,
}: {
  people: readonly { readonly role: string; readonly name: string }[];
  busy: string | null;
  onChoose: (role: string) => void;
}) {
  return (
    <SpaceBetween size="xs">
      <Box variant="h2" fontSize="heading-s">
        Try the sandbox as
      </Box>
      {people.toReversed().map(({ role }) => (
        <Button
          key={role}
          fullWidth
          variant={role === 'admin' ? 'primary' : 'normal'}
          loading={busy === role}
          disabled={busy !== null}
          onClick={() => onChoose(role)}
        >
          {`${role[0]?.toUpperCase()}${role.slice(1)}: ${MAY[role]}`}
        </Button>
      ))}
      <Box color="text-body-secondary" fontSize="body-s">
        For this machine only. People of your own sign in below.
      </Box>
    </SpaceBetween>
  );
}
