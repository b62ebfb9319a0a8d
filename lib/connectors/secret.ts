const REDACTED = '[secret]';
/** The build may load this module more than once: a secret of another copy is one, too. */
const BRAND = Symbol.for('lava-connections.secret');

/**
 * A value that must not be printed. Its string, JSON and inspect forms are `[secret]`; `reveal()` is called only
 * where a driver or signer needs the value itself.
 */
export class Secret {
  readonly #value: string;
  /** `json`: no text but another JSON value, as it is written. */
  readonly form: 'text' | 'json';

  constructor(value: string, form: 'text' | 'json' = 'text') {
    this.#value = value;
    this.form = form;
  }

  static [Symbol.hasInstance](value: unknown): value is Secret {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  get [BRAND](): true {
    return true;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }
}
