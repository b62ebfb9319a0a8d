'use client';

import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { FilterToken } from '@/lib/listing/list-query';
import type { MethodFigures } from '@/lib/services/audit/login-summary';
import { figureTokens } from './figure-tokens';

/** What a mixture and nothing workable mean, where there are any. */
export function MethodNotes({
  figures,
  hrefOf,
  onFollow,
}: {
  figures: readonly MethodFigures[];
  hrefOf: (tokens: readonly FilterToken[]) => string | null;
  /** Goes there within the page. */
  onFollow: (href: string) => void;
}) {
  const count = (method: string) => figures.find((row) => row.method === method)?.connections ?? 0;
  const [none, mixed] = [count('none'), count('mixed')];
  if (none + mixed === 0) return null;
  const [noneHref, mixedHref] = [
    hrefOf(figureTokens('none', 'connections')),
    hrefOf(figureTokens('mixed', 'connections')),
  ];
  return (
    <SpaceBetween size="s">
      {none > 0 && (
        <Alert
          type="error"
          header={
            none === 1 ? 'One connection has no workable login' : `${none} connections have no workable login`
          }
          action={
            noneHref && <Button onClick={() => onFollow(noneHref)}>Show {none === 1 ? 'it' : 'them'}</Button>
          }
        >
          lava fails before it is logged in: the type is unknown, a field that the login needs is missing,
          such as <code>host</code>, <code>database</code> or <code>password</code>, or <code>password</code>{' '}
          or <code>secret_id</code> is present but empty. The findings of each connection name the field.
        </Alert>
      )}
      {mixed > 0 && (
        <Alert
          type="info"
          header={
            mixed === 1
              ? 'One connection names both a parameter and a secret'
              : `${mixed} connections name both a parameter and a secret`
          }
          action={
            mixedHref && (
              <Button onClick={() => onFollow(mixedHref)}>Show {mixed === 1 ? 'it' : 'them'}</Button>
            )
          }
        >
          lava takes the password from the SSM parameter and only fills other fields from the secret. If the
          secret rotates its password, these connections do not notice. Keep one of the two.
        </Alert>
      )}
    </SpaceBetween>
  );
}
