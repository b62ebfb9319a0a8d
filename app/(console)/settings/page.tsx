import type { Metadata } from 'next';
import { SettingsPage } from '@/components/settings/settings-page';
import { requestContext } from '@/lib/auth/request-context';
import { getTestingSwitch, mayChangeSettings } from '@/lib/services/settings/testing-switch';
import { switchTestingAction } from './actions';

export const metadata: Metadata = { title: 'Settings' };

export default async function Page() {
  const context = await requestContext();
  return (
    <SettingsPage
      testing={await getTestingSwitch()}
      mayChange={mayChangeSettings(context)}
      switchTesting={switchTestingAction}
    />
  );
}
