import { readEnv } from '../../env';
import { DEFAULT_PORTS } from '../../probe/host-policy';
import { isSandbox } from './is-sandbox';

/** Where connection tests may dial, as far as an admin should be told. */
export interface HostPolicyNotice {
  /** No list of hosts or networks narrows where tests may dial. Never so in the sandbox, which names its own ports. */
  readonly open: boolean;
  readonly ports: readonly number[];
}

/** What the settings `ALLOWED_HOSTS`, `ALLOWED_CIDRS` and `ALLOWED_PORTS` come to. */
export function hostPolicyNotice(): HostPolicyNotice {
  const { ALLOWED_HOSTS, ALLOWED_CIDRS, ALLOWED_PORTS } = readEnv();
  return {
    open: !isSandbox() && !ALLOWED_HOSTS && !ALLOWED_CIDRS,
    ports: [...(ALLOWED_PORTS ?? DEFAULT_PORTS)].sort((a, b) => a - b),
  };
}
