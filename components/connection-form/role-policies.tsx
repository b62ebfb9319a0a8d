'use client';

import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { policyText, rolePoliciesFor } from '@/lib/connectors/policy';
import type { Spec } from '@/lib/connectors/spec';
import type { RealmDto } from '@/lib/services/realms/realm-dto';
import { PolicyCode } from './policy-code';

/** What of a realm the policies of its roles depend on. */
export type PolicyRealm = Pick<RealmDto, 'name' | 'account' | 'region' | 'kmsAlias' | 'workerRoleArns'>;

/** What the assumed role of a serverless connection needs; nothing for other connections. */
export function RolePolicies({ spec, realm }: { spec: Spec; realm: PolicyRealm }) {
  const { name, account, region, kmsAlias, workerRoleArns } = realm;
  const policies = rolePoliciesFor(spec, { realm: name, account, region, kmsAlias, workerRoleArns });
  if (!policies) return null;
  const role = <span className="mono">{policies.role}</span>;
  return (
    <>
      <SpaceBetween size="xs">
        <Box variant="h3">Permissions of the role {role}</Box>
        <PolicyCode
          label="Permissions of the role"
          text={policyText(policies.permissions)}
          what="role’s policy"
        />
      </SpaceBetween>
      <SpaceBetween size="xs">
        <Box variant="h3">Trust policy of the role {role}</Box>
        {policies.missing.length > 0 && (
          <StatusIndicator type="warning">
            Not known here, so replace it: {policies.missing.join(', ')}
          </StatusIndicator>
        )}
        <PolicyCode label="Trust policy of the role" text={policies.trust} what="trust policy" />
      </SpaceBetween>
    </>
  );
}
