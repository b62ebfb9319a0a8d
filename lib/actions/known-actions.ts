import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Where the build lists its server actions, from the folder in which the server runs. */
const MANIFEST = path.join('.next', 'server', 'server-reference-manifest.json');
/** How a form that is sent without scripts names its action. */
const NAMED_IN_FORM = /name="\$ACTION_ID_([^"]*)"/g;

let known: ReadonlySet<string> | undefined;

/**
 * Whether every server action that a request names is one of this build: in the header `next-action`, as pages do, or
 * in the names of a form's fields. Next calls no others either; this tells so in words and without reading arguments.
 */
export function namesKnownActions(header: string | null, body: string): boolean {
  const named = [
    ...(header === null ? [] : [header]),
    ...Array.from(body.matchAll(NAMED_IN_FORM), ([, id]) => id),
  ];
  if (named.length === 0) return true;
  known ??= actionsOfBuild();
  return named.every((id) => id !== undefined && known?.has(id));
}

function actionsOfBuild(): ReadonlySet<string> {
  const { node } = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  return new Set(Object.keys(node));
}
