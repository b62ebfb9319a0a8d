'use client';

import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { Finding, Severity } from '@/lib/connectors/finding';
import { useFollow } from '../app-link/use-follow';
import { CodeText } from './code-text';
import type { Remedies } from './stage-row';

/** Severities with the colours they have everywhere. */
export const SEVERITY_COLOURS = {
  high: 'severity-high',
  medium: 'severity-medium',
  low: 'severity-low',
} as const satisfies Record<Severity, string>;

/** Findings on a spec, each with the way to its field. */
export function FindingList({
  findings,
  onFixField,
  fixHref,
  onServerless,
  serverlessHref,
}: {
  findings: readonly Finding[];
  /** Makes the connection a serverless one, where a finding asks for that. */
  onServerless?: (() => void) | undefined;
  serverlessHref?: string | undefined;
} & Pick<Remedies, 'onFixField' | 'fixHref'>) {
  const follow = useFollow();
  return (
    <ul className="finding-list">
      {findings.map(({ code, severity, field, message }) => (
        <li key={`${code} ${field}`}>
          <Badge color={SEVERITY_COLOURS[severity]}>{severity}</Badge>
          <div>
            <CodeText text={message} />
            <Box fontSize="body-s" color="text-body-secondary">
              <span className="mono">{code}</span>
            </Box>
          </div>
          {code === 'SERVERLESS_HOST_ON_REDSHIFT' && (onServerless ?? serverlessHref) ? (
            <Button
              variant="inline-link"
              {...(onServerless ? { onClick: onServerless } : { href: serverlessHref, onFollow: follow })}
            >
              Change to redshift-serverless
            </Button>
          ) : onFixField ? (
            <Button variant="inline-link" onClick={() => onFixField(field)}>
              Go to {field}
            </Button>
          ) : (
            fixHref && (
              <Button variant="inline-link" href={fixHref(field)} onFollow={follow}>
                Edit {field}
              </Button>
            )
          )}
        </li>
      ))}
    </ul>
  );
}
