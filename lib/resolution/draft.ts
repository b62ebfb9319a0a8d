import type { Secret } from '../connectors/secret';
import type { Spec } from '../connectors/spec';
import type { AssumedRole } from './ports';
import type { Credentials, Provenance, Source, Trace } from './resolution';

/**
 * A spec on its way through the steps: its values, where each came from, and what one step leaves for a later one.
 * Keys keep the spec's order, new ones follow. The spec given is never changed.
 */
export class Draft {
  readonly #values: Map<string, unknown>;
  readonly #trace: Map<string, Provenance>;

  /** For `assume-role`: what the parameter `external_id` names holds. */
  externalId?: Secret;
  /** For `iam` of a serverless connection: the role that signs. */
  role?: AssumedRole;
  /** How the login was obtained; set by the step that obtained it. */
  credentials?: Credentials;

  constructor(spec: Spec) {
    const entries = Object.entries(spec);
    this.#values = new Map(entries);
    this.#trace = new Map(entries.map(([key]) => [key, { source: 'spec' }]));
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  get(key: string): unknown {
    return this.#values.get(key);
  }

  source(key: string): Provenance | undefined {
    return this.#trace.get(key);
  }

  /** Sets a value that comes from `source`. */
  put(key: string, value: unknown, source: Source): void {
    this.#values.set(key, value);
    this.#trace.set(key, source);
  }

  /** Sets the same value in another form; it still comes from where it came from. */
  coerce(key: string, value: unknown): void {
    this.#values.set(key, value);
  }

  /** As `put`, and records that the value before it lost. */
  override(key: string, value: unknown, source: Source): void {
    const { shadowed = [], ...origin } = this.#trace.get(key) ?? {};
    this.#values.set(key, value);
    this.#trace.set(
      key,
      'source' in origin ? { ...source, shadowed: [origin as Source, ...shadowed] } : source,
    );
  }

  /** Records that `source` also had a value for the key and lost. */
  shadow(key: string, source: Source): void {
    const winner = this.#trace.get(key);
    if (winner) this.#trace.set(key, { ...winner, shadowed: [...(winner.shadowed ?? []), source] });
  }

  /** Records where a value that lava uses without adding it to the spec came from. */
  derive(key: string, source: Source): void {
    this.#trace.set(key, source);
  }

  get spec(): Spec {
    return Object.fromEntries(this.#values);
  }

  get trace(): Trace {
    return Object.fromEntries(this.#trace);
  }
}
