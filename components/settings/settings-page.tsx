'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { TestingSwitch } from '@/lib/services/settings/testing-switch';
import { type Action, callAction } from '../action-result/action-result';
import { useNotifications } from '../notifications/notifications';
import { ConsolePage } from '../shell/console-page';
import { Time } from '../time/time';
import { SwitchOffModal } from './switch-off-modal';

/** What is asked for: on again, after what was seen, or off for a reason. */
type Wanted = { on: true; seen: string } | { on: false; reason: string };

export type SwitchTesting = Action<Wanted, TestingSwitch>;

/** What holds for the whole console: today, whether anything may be tested. */
export function SettingsPage({
  testing,
  mayChange,
  switchTesting,
}: {
  testing: TestingSwitch;
  mayChange: boolean;
  switchTesting: SwitchTesting;
}) {
  const router = useRouter();
  const { notify, notifyError } = useNotifications();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);

  const change = async (wanted: Wanted) => {
    setBusy(true);
    const result = await callAction(switchTesting, wanted);
    setBusy(false);
    setAsking(false);
    if (result.ok) notify({ type: 'success', header: `Testing is switched ${wanted.on ? 'on' : 'off'}.` });
    else notifyError(result.error, 'Nothing was changed');
    router.refresh();
  };

  return (
    <ConsolePage
      realm={null}
      active="/settings"
      breadcrumbs={[{ text: 'Settings', href: '/settings' }]}
      header={
        <Header variant="h1" description="What holds for every realm of this console.">
          Settings
        </Header>
      }
    >
      <Container
        header={
          <Header
            variant="h2"
            description="Off: nobody tests a connection or a draft, mints credentials or checks workers. Everything else goes on."
            actions={
              mayChange &&
              !testing.byEnvironment &&
              (testing.on ? (
                <Button onClick={() => setAsking(true)}>Switch testing off</Button>
              ) : (
                <Button
                  variant="primary"
                  loading={busy}
                  onClick={() => void change({ on: true, seen: testing.changed?.at ?? '' })}
                >
                  Switch testing on
                </Button>
              ))
            }
          >
            Testing
          </Header>
        }
      >
        <SpaceBetween size="m">
          {testing.byEnvironment && (
            <Alert type="info" header="Switched off where the server was started">
              The setting <Box variant="code">TESTING=off</Box> comes from the environment. Remove it and
              start the console again to test.
            </Alert>
          )}
          <KeyValuePairs
            columns={3}
            items={[
              {
                label: 'State',
                value: testing.on ? (
                  <StatusIndicator type="success">On</StatusIndicator>
                ) : (
                  <StatusIndicator type="stopped">Off</StatusIndicator>
                ),
              },
              {
                label: 'Last changed',
                value: testing.changed ? (
                  <>
                    <Time at={testing.changed.at} alone /> by {testing.changed.by}
                  </>
                ) : (
                  'Never'
                ),
              },
              { label: 'Reason', value: testing.changed?.reason || '–' },
            ]}
          />
          {!mayChange && (
            <Box color="text-body-secondary">An admin of the whole console can change this.</Box>
          )}
        </SpaceBetween>
      </Container>
      {asking && (
        <SwitchOffModal
          busy={busy}
          onCancel={() => setAsking(false)}
          onConfirm={(reason) => void change({ on: false, reason })}
        />
      )}
    </ConsolePage>
  );
}
