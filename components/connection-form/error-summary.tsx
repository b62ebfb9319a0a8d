'use client';

import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useEffect, useRef } from 'react';
import type { Connector } from '@/lib/connectors/field';
import type { ErrorDto, FieldProblem } from '@/lib/services/errors';
import { focusField } from './field-layout';

/** Everything that is wrong, over the form, each with the way to its field. */
export function ErrorSummary({
  connector,
  error,
  problems,
  attempt,
}: {
  connector: Connector;
  /** What the server said; null when the form itself refused. */
  error: ErrorDto | null;
  problems: readonly FieldProblem[];
  /** Counts refused attempts to save or test: each moves the focus here. */
  attempt: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempt === 0) return;
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'center' });
  }, [attempt]);
  if (!error && problems.length === 0) return null;
  const label = (path: string) =>
    connector.fields.find(({ name }) => name === path)?.label ?? (path || 'Own field');
  const count = `${problems.length} ${problems.length === 1 ? 'field needs' : 'fields need'} a correction`;
  return (
    <div ref={box} tabIndex={-1} role="alert" className="connection-form-summary">
      <Alert type="error" header={problems.length > 0 ? count : 'Not saved'}>
        {error && (
          <p>
            {error.message} {error.hint} Nothing you typed is lost.
          </p>
        )}
        {problems.length > 0 && (
          <ul>
            {problems.map(({ path, message }) => (
              <li key={path}>
                <Button variant="inline-link" onClick={() => focusField(path)}>
                  {label(path)}
                </Button>
                {message.startsWith(label(path)) ? message.slice(label(path).length) : `: ${message}`}
              </li>
            ))}
          </ul>
        )}
      </Alert>
    </div>
  );
}
