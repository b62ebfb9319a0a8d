'use client';

import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import { usePathname } from 'next/navigation';
import { useFollow } from '../app-link/use-follow';
import { ConsolePage } from '../shell/console-page';
import { useRealmOfPage } from './page-loading';

/** Nothing is at this address: says so and leads on, inside a realm that exists to its list. */
export function PageNotFound({ inRealm }: { inRealm: boolean }) {
  const realmOfPage = useRealmOfPage();
  const realm = inRealm ? realmOfPage : null;
  const follow = useFollow();
  const pathname = usePathname();
  const list = realm === null ? '/realms' : `/${encodeURIComponent(realm)}/connections`;
  return (
    <ConsolePage
      realm={realm}
      active=""
      breadcrumbs={[{ text: 'Not found', href: '' }]}
      header={<Header variant="h1">Not found</Header>}
    >
      <Alert
        type="warning"
        header="There is nothing at this address"
        action={
          <Button href={list} onFollow={follow}>
            {realm === null ? 'Go to the realms' : `Go to the connections of ${realm}`}
          </Button>
        }
      >
        Nothing is kept at <span className="mono">{decodeURIComponent(pathname)}</span>. It may have been
        deleted or renamed, or the realm is one you cannot see. A deleted connection can be restored for 30
        days.
      </Alert>
    </ConsolePage>
  );
}
