'use client';

import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import type { ReactNode } from 'react';
import { findingsOf } from '@/lib/connectors/findings';
import { policyText } from '@/lib/connectors/policy';
import type { Spec } from '@/lib/connectors/spec';
import type { RealmDto } from '@/lib/services/realms/realm-dto';
import { FindingList } from '../test-run/finding-list';
import { focusField } from './field-layout';
import { useFormState } from './form-context';
import { PolicyCode as Code } from './policy-code';
import { realmPolicy } from './realm-policy';
import { RolePolicies } from './role-policies';

interface Panel {
  readonly id: string;
  readonly title: string;
  readonly counter?: string;
  readonly description?: string;
  readonly content: ReactNode;
}

/** What follows from the form as it is now: findings, spec and policy. One below the other, or as tabs. */
export function LivePanels({
  wide,
  test,
  tested,
  onServerless,
}: {
  wide: boolean;
  test: ReactNode;
  /** A test was started: it is shown first then. */
  tested: boolean;
  /** Given where the spec has to become a serverless one. */
  onServerless: (() => void) | undefined;
}) {
  const { spec, realm, parameter } = useFormState();
  const findings = findingsOf(spec, {
    realm: realm.name,
    kmsAlias: realm.kmsAlias,
    defaultDuration: realm.passwordDuration,
    ...(parameter && { parameter }),
    // A form that is not filled in yet lacks fields by nature: saving says at each of them what is still missing.
  }).filter(({ code }) => code !== 'FIELD_MISSING');
  const panels: Panel[] = [
    ...(tested ? [{ id: 'test', title: 'Test of this draft', content: test }] : []),
    {
      id: 'findings',
      title: 'Findings',
      counter: `(${findings.length})`,
      content:
        findings.length === 0 ? (
          <StatusIndicator type="success">Nothing to remark</StatusIndicator>
        ) : (
          <FindingList findings={findings} onFixField={focusField} onServerless={onServerless} />
        ),
    },
    {
      id: 'specification',
      title: 'Specification',
      description: 'What lava stores.',
      content: (
        <Code label="Specification as JSON" text={JSON.stringify(spec, null, 2)} what="specification" />
      ),
    },
    {
      id: 'policy',
      title: 'IAM policy',
      description: `What lava’s workers need for it in account ${realm.account}, ${realm.region}.`,
      content: (
        <SpaceBetween size="m">
          <PolicyPanel spec={spec} realm={realm} />
          <RolePolicies spec={spec} realm={realm} />
        </SpaceBetween>
      ),
    },
  ];
  if (wide) {
    return (
      <SpaceBetween size="m">
        {panels.map(({ id, title, counter, description, content }) => (
          <Container
            key={id}
            header={
              <Header variant="h2" counter={counter} description={description}>
                {title}
              </Header>
            }
          >
            {content}
          </Container>
        ))}
      </SpaceBetween>
    );
  }
  return (
    <Tabs
      key={String(tested)}
      variant="container"
      ariaLabel="What follows from this form"
      tabs={panels.map(({ id, title, counter = '', description, content }) => ({
        id,
        label: `${title} ${counter}`,
        content: (
          <SpaceBetween size="s">
            {description && <Box color="text-body-secondary">{description}</Box>}
            {content}
          </SpaceBetween>
        ),
      }))}
    />
  );
}

function PolicyPanel({ spec, realm }: { spec: Spec; realm: RealmDto }) {
  const policy = realmPolicy(spec, realm);
  if (policy.statements.length === 0) {
    return <Box>Name the parameter or secret first: the policy covers exactly that one.</Box>;
  }
  return (
    <SpaceBetween size="s">
      {policy.missing.length > 0 && (
        <StatusIndicator type="warning">
          Still missing in the ARNs: <span className="mono">{policy.missing.join(', ')}</span>
        </StatusIndicator>
      )}
      <Code label="IAM policy" text={policyText(policy)} what="policy" />
    </SpaceBetween>
  );
}
