import type { Finding } from '../../connectors/finding';

/** A specification with its findings, each with its line. */
export interface Linted {
  readonly connId: string | null;
  readonly file: string;
  readonly line: number;
  readonly ok: boolean;
  readonly findings: readonly (Finding & { readonly line: number })[];
}
