import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { componentMessages, UNUSED_COMPONENTS } from './messages';

it('holds the texts of every component that is used', () => {
  const used = execFileSync(
    'grep',
    ['-rhoE', "@cloudscape-design/components/[a-z0-9-]+'", 'components', 'app', '--include=*.tsx'],
    { encoding: 'utf8' },
  );
  for (const name of UNUSED_COMPONENTS) expect(used).not.toContain(`/${name}'`);
  const text = JSON.stringify(componentMessages());
  for (const name of ['table', 'property-filter', 'modal', 'app-layout']) expect(text).toContain(`"${name}"`);
  expect(text).not.toContain('"wizard"');
});
