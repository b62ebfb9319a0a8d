const REDACTED = '[secret]';

/**
 * A value that must not be printed. Its string, JSON and inspect forms are `[secret]`; `reveal()` is called only
 * where a driver or signer needs the value itself.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
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
