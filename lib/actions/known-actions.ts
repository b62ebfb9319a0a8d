import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Where the build lists its server actions, from the folder in which the server runs. */
const MANIFEST = path.join('.next', 'server', 'server-reference-manifest.json');
let known: ReadonlySet<string> | undefined;

/**
 * Whether the header `next-action`, by which pages name a server action, names one of this build; nothing else is sent to
 * a page. Next calls no others either; this tells so in words and without reading arguments.
 */
export function isKnownAction(header: string | null): boolean {
  if (header === null) return false;
  known ??= actionsOfBuild();
  return known.has(header);
}

function actionsOfBuild(): ReadonlySet<string> {
  const { node } = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  return new Set(Object.keys(node));
}
