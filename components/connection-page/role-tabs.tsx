'use client';

import { policyText, rolePoliciesFor } from '@/lib/connectors/policy';
import type { Spec } from '@/lib/connectors/spec';
import type { PolicyRealm } from '../connection-form/role-policies';
import { CodeTab } from './code-tab';

/** The policies of the role that a serverless connection assumes; nothing for other connections. */
export function RoleTabs({ spec, realm }: { spec: Spec; realm: PolicyRealm }) {
  const { name, account, region, kmsAlias, workerRoleArns } = realm;
  const policies = rolePoliciesFor(spec, { realm: name, account, region, kmsAlias, workerRoleArns });
  if (!policies) return null;
  return (
    <>
      <CodeTab
        title={`Permissions of the role ${policies.role}`}
        description="What the role in role_arn may do: obtain credentials of the workgroup."
        content={policyText(policies.permissions)}
        copyText="Copy permissions"
      />
      <CodeTab
        title={`Trust policy of the role ${policies.role}`}
        description="Who may assume the role in role_arn: lava’s workers."
        content={policies.trust}
        missing={policies.missing}
        copyText="Copy trust policy"
      />
    </>
  );
}
