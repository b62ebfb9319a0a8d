'use client';

import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef, useState } from 'react';
import { isFieldShown } from '@/lib/connectors/form-values';
import { Breakable } from '../breakable/breakable';
import { useFormState } from './form-context';
import type { EndpointReading } from './use-endpoint';

/** What stands before an `@`, or behind a name for passwords. */
const HOLDS_PASSWORD = /:[^\s:/@]+@|(?:pass(?:word|wd)?|pwd)\s*=/i;

/** Takes a whole endpoint or URL and fills the fields it speaks of. */
export function EndpointPaste({ onServerless }: { onServerless: (() => void) | undefined }) {
  const { endpoint, connector } = useFormState();
  const [text, setText] = useState('');
  const [refused, setRefused] = useState(false);
  const [held, setHeld] = useState(false);
  const pasted = useRef(false);

  const read = (input: string) => {
    const isEndpoint = endpoint.read(input);
    setRefused(!isEndpoint);
    setHeld(!isEndpoint && HOLDS_PASSWORD.test(input));
    setText(isEndpoint || HOLDS_PASSWORD.test(input) ? '' : input);
  };

  return (
    <SpaceBetween size="s">
      <FormField
        label={
          <>
            Paste an endpoint<i> – optional</i>
          </>
        }
        description="As the AWS console shows it, or a JDBC or PostgreSQL URL. It fills the fields below."
        errorText={
          refused && (
            <>
              This is no endpoint of Redshift or RDS and no database URL. It looks like{' '}
              <Breakable text={connector.endpointExample} plain />.
              {held && ' It seems to hold a password, so it was not kept.'}
            </>
          )
        }
        stretch
      >
        <div
          className="connection-form-paste"
          onPasteCapture={() => {
            pasted.current = true;
          }}
        >
          <Input
            value={text}
            placeholder={connector.endpointExample}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => {
              if (pasted.current) read(detail.value);
              else {
                setText(detail.value);
                setRefused(false);
              }
              pasted.current = false;
            }}
            onKeyDown={(event) => {
              if (event.detail.key !== 'Enter' || event.detail.ctrlKey || event.detail.metaKey) return;
              event.preventDefault();
              if (text.trim() !== '') read(text);
            }}
          />
          <Button disabled={text.trim() === ''} onClick={() => read(text)}>
            Fill fields
          </Button>
        </div>
      </FormField>
      <LiveRegion>
        {endpoint.reading && (
          <FilledNotice
            reading={endpoint.reading}
            undo={endpoint.undo}
            close={endpoint.close}
            onServerless={onServerless}
          />
        )}
      </LiveRegion>
    </SpaceBetween>
  );
}

function FilledNotice({
  reading,
  undo,
  close,
  onServerless,
}: {
  reading: EndpointReading;
  undo: () => void;
  close: () => void;
  onServerless: (() => void) | undefined;
}) {
  const { realm, connector, login, existing } = useFormState();
  const { endpoint } = reading;
  // What the chosen login has no use for waits for another choice.
  const filled = reading.filled.filter(({ name }) =>
    connector.fields.some((field) => field.name === name && isFieldShown(connector, field, login, existing)),
  );
  const otherRegion = endpoint.region !== undefined && endpoint.region !== realm.region;
  const withoutHost = endpoint.host === undefined;
  const serverless = endpoint.kind === 'workgroup' && connector.type === 'redshift';
  return (
    <SpaceBetween size="xs">
      <Alert
        type={serverless || otherRegion || withoutHost || endpoint.droppedPassword ? 'warning' : 'success'}
        header={`Filled ${filled.map(({ label }) => label.toLowerCase()).join(', ')}`}
        action={<Button onClick={undo}>Undo</Button>}
        dismissible
        onDismiss={close}
        dismissAriaLabel="Close"
      >
        <ul>
          {filled.map(({ name, value }) => (
            <li key={name}>
              <span className="mono">{name}</span> is now <span className="mono">{value}</span>
            </li>
          ))}
          {withoutHost && (
            <li>
              The text names the cluster and not its address: enter the host too, as the AWS console shows it.
            </li>
          )}
          {endpoint.region !== undefined && (
            <li>
              Region <span className="mono">{endpoint.region}</span>
              {otherRegion
                ? `, but the realm ${realm.name} works in ${realm.region}, and lava asks AWS there.`
                : ', the region of this realm.'}
            </li>
          )}
          {serverless && (
            <li>
              <span className="mono">{endpoint.workgroup}</span> is a workgroup of Redshift Serverless. With
              IAM temporary credentials it needs a connection of the type{' '}
              <span className="mono">redshift-serverless</span>; with a parameter or secret this type works.{' '}
              {onServerless && (
                <Button variant="inline-link" onClick={onServerless}>
                  Change to redshift-serverless
                </Button>
              )}
            </li>
          )}
          {endpoint.droppedPassword && (
            <li>The text held a password. It was dropped; change it if others could see it.</li>
          )}
        </ul>
      </Alert>
    </SpaceBetween>
  );
}
