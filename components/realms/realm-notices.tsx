'use client';

import Alert from '@cloudscape-design/components/alert';
import type { HostPolicyNotice } from '@/lib/services/realms/host-policy-notice';

/** What an admin should know about where this console reaches: the sandbox, or a network without limits. */
export function RealmNotices({ sandbox, hosts }: { sandbox: boolean; hosts: HostPolicyNotice }) {
  const ports = portsText(hosts.ports);
  if (sandbox) {
    return (
      <Alert type="info" header="This is the sandbox">
        AWS and Redshift are stand-ins on this machine: parameters, secrets, credentials and databases are
        made up, and nothing leaves the machine. What you create and test here is real otherwise. Tests may
        dial the ports {ports} only. To work with your own AWS, start with <code>SANDBOX=off</code> and the
        AWS settings of your environment.
      </Alert>
    );
  }
  if (!hosts.open) return null;
  return (
    <Alert type="warning" header="Tests may dial any host">
      Neither <code>ALLOWED_HOSTS</code> nor <code>ALLOWED_CIDRS</code> is set, so whoever may test a
      connection can make this server dial any address that is not always refused, on the ports {ports}. Set
      them to the networks of your databases.
    </Alert>
  );
}

/** Ports in ascending order, those that follow each other as a range. */
function portsText(ports: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const port of ports) {
    const last = ranges.at(-1);
    if (last && port === last.to + 1) last.to = port;
    else ranges.push({ from: port, to: port });
  }
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}
