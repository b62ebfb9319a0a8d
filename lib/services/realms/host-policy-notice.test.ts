import { afterEach, describe, expect, it, vi } from 'vitest';
import { hostPolicyNotice } from './host-policy-notice';

function withSettings(settings: Readonly<Record<string, string>>) {
  for (const name of ['SANDBOX', 'ALLOWED_HOSTS', 'ALLOWED_CIDRS', 'ALLOWED_PORTS']) {
    vi.stubEnv(name, settings[name] ?? '');
  }
}

afterEach(() => vi.unstubAllEnvs());

describe('hostPolicyNotice', () => {
  it('warns while nothing narrows where tests may dial', () => {
    withSettings({});
    expect(hostPolicyNotice()).toEqual({ open: true, ports: [3306, 5432, 5439] });
  });

  it.each<Record<string, string>>([
    { ALLOWED_HOSTS: '*.redshift.amazonaws.com' },
    { ALLOWED_CIDRS: '10.0.0.0/8' },
    { SANDBOX: 'on' },
  ])('is quiet with %j', (settings) => {
    withSettings(settings);
    expect(hostPolicyNotice().open).toBe(false);
  });

  it('tells the ports that are set', () => {
    withSettings({ ALLOWED_PORTS: '15440,5439' });
    expect(hostPolicyNotice().ports).toEqual([5439, 15440]);
  });
});
