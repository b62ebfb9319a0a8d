'use client';

import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { SECRET_KEYS } from '@/lib/connectors/secret-keys';
import { has } from '@/lib/connectors/spec';
import type { SecretContent } from '@/lib/services/aws-help/read-secret-keys';
import { NoAnswer } from '../aws-help/no-answer';
import { useAwsAnswer } from '../aws-help/use-aws-answer';
import { useFormState } from './form-context';

const UNUSABLE = {
  missing: 'There is no such secret in the realm’s account and region.',
  binary: 'The secret is binary. lava needs text.',
  'not-json': 'The secret is not JSON, so lava fails to read it.',
  'not-object': 'The secret is JSON, but no object with keys, so lava fails to read it.',
} as const;

/** Which fields a secret would fill, read when asked for: names of keys only, and every reading is recorded. */
export function SecretKeys({ secretId }: { secretId: string }) {
  const { realm } = useFormState();
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const asked = secretId !== '' && askedFor === secretId;
  const { data, error, isFetching, refetch } = useAwsAnswer(realm.name, 'secret-keys', asked, {
    secret: secretId,
  });
  if (secretId === '') return null;
  if (!asked) {
    return (
      <Button variant="inline-link" formAction="none" onClick={() => setAskedFor(secretId)}>
        Show which keys it holds
      </Button>
    );
  }
  if (isFetching) return <StatusIndicator type="loading">Reading the names of its keys</StatusIndicator>;
  if (data?.state === 'read') return <Content content={data} />;
  return (
    <NoAnswer
      answer={data}
      error={error}
      cannot="read this secret"
      instead="Fill in by hand what it does not hold."
      retry={() => void refetch()}
    />
  );
}

function Content({ content }: { content: SecretContent }) {
  const { spec, connector } = useFormState();
  if (content.content !== 'keys') {
    return (
      <div role="status">
        <StatusIndicator type="error">Not usable</StatusIndicator> {UNUSABLE[content.content]}
      </div>
    );
  }
  const held = SECRET_KEYS.filter(
    ({ secretKey, field }) =>
      content.keys.includes(secretKey) && connector.fields.some(({ name }) => name === field),
  );
  const lacking = connector.fields.filter(
    ({ name, secretKey, required }) =>
      required === 'Yes*' && secretKey !== undefined && !content.keys.includes(secretKey) && !has(spec, name),
  );
  return (
    <SpaceBetween size="xxs">
      <div role="status">
        <StatusIndicator type="success">Read</StatusIndicator>{' '}
        {held.length === 0 ? 'It holds none of the keys that lava takes.' : 'It holds'}
        {held.map(({ secretKey, field }, index) => (
          <span key={secretKey}>
            {index === 0 ? ' ' : ', '}
            <span className="mono">{secretKey}</span>
            {has(spec, field) ? (
              <>
                {' '}
                (unused: <span className="mono">{field}</span> is given here)
              </>
            ) : (
              secretKey !== field && (
                <>
                  {' '}
                  for <span className="mono">{field}</span>
                </>
              )
            )}
          </span>
        ))}
        {content.ignored > 0 && `, and ${content.ignored} that lava ignores`}
      </div>
      {lacking.length > 0 && (
        <div>
          <StatusIndicator type="info">Incomplete</StatusIndicator> Not in it, so to be entered below:{' '}
          <span className="mono">{lacking.map(({ name }) => name).join(', ')}</span>
        </div>
      )}
    </SpaceBetween>
  );
}
