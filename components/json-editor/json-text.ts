import { jsonSpecSchema } from '@/lib/connectors/json-spec';
import { connectorFor } from '@/lib/connectors/registry';
import type { Spec } from '@/lib/connectors/spec';
import { parseSpecs } from '@/lib/connectors/spec-text';
import type { FieldProblem } from '@/lib/services/errors';

/** A specification that is being written as JSON. */
export type JsonReading =
  | { readonly ok: true; readonly spec: Spec; readonly problems: readonly FieldProblem[] }
  /** The text is no JSON of one specification; the place counts from 1. */
  | { readonly ok: false; readonly line: number; readonly column: number; readonly message: string };

/** What is edited: its conn_id stays, and what is left as it is may be longer than what is written anew. */
interface Stored {
  readonly connId: string;
  readonly spec: Spec;
}

/** Reads the text and judges what it says; `stored` is the connection that is edited. */
export function readJson(text: string, realm: string, stored?: Stored): JsonReading {
  const parsed = parseSpecs(text, 'json');
  if (!parsed.ok) return { ok: false, ...parsed.error };
  const [first, second] = parsed.specs;
  if (!first || second) {
    const message = 'Write one specification only: an object in braces.';
    return { ok: false, line: second?.line ?? 1, column: second?.column ?? 1, message };
  }
  return { ok: true, spec: first.spec, problems: problemsOf(first.spec, realm, stored) };
}

function problemsOf(spec: Spec, realm: string, stored?: Stored): FieldProblem[] {
  const issues =
    jsonSpecSchema({ realm, ...(stored && { existing: stored.spec }) }).safeParse(spec).error?.issues ?? [];
  const problems = issues.map(({ path, message }) => ({ path: String(path[0] ?? ''), message }));
  if (stored && spec.conn_id !== stored.connId && !problems.some(({ path }) => path === 'conn_id')) {
    problems.push({
      path: 'conn_id',
      message: `It stays ${stored.connId}: jobs name it. Duplicate the connection to use another.`,
    });
  }
  const connector = connectorFor(spec.type);
  if (connector) {
    problems.push({
      path: 'type',
      message: `Connections of the type ${connector.type} have a form. Choose the type above, or create it there.`,
    });
  }
  return problems;
}

/** A specification as the editor shows it. */
export function jsonText(spec: Spec): string {
  return `${JSON.stringify(spec, null, 2)}\n`;
}
