'use client';

import Link, { type LinkProps } from '@cloudscape-design/components/link';
import { useFollow } from './use-follow';

/** A link inside the console: moves without loading the page anew; the browser's own ways to open a tab stay. */
export function AppLink(props: LinkProps) {
  return <Link {...props} onFollow={useFollow()} />;
}
