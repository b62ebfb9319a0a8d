/** Where a text cannot be read as specs, and why. Lines and columns count from 1. */
export interface TextError {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Thrown inside the readers; `parseSpecs` turns it into a `TextError`. `offset` counts UTF-16 units. */
export class SpecTextError extends Error {
  override readonly name = 'SpecTextError';

  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

/** Line and column of an offset. */
export function positionOf(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf('\n'); next !== -1 && next < offset; next = text.indexOf('\n', next + 1)) {
    line += 1;
    start = next + 1;
  }
  return { line, column: offset - start + 1 };
}
