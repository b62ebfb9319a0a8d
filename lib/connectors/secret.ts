const REDACTED = '[secret]';

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
