import { SpecTextError } from '../connectors/spec-text-error';

const UTF_16 = 'The file is UTF-16. Save it as UTF-8.';

/** The text of a file, its byte order mark left out. @throws {SpecTextError} when it is not UTF-8 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new SpecTextError(0, UTF_16);
  }
  // Without a mark, the zero beside the first letter gives it away.
  if (bytes.length >= 2 && bytes.length % 2 === 0 && (first === 0) !== (second === 0)) {
    throw new SpecTextError(0, UTF_16);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SpecTextError(0, `The file is not UTF-8: ${placeOf(bytes)}. Save it as UTF-8.`);
  }
}

/** The line of the first byte that is wrong. What was read up to it is the same as what is there. */
function placeOf(bytes: Uint8Array): string {
  const readable = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const wrong = bytes.findIndex((byte, index) => byte !== readable[index]);
  const line = bytes.subarray(0, wrong).filter((byte) => byte === 0x0a).length + 1;
  return `a byte in line ${line} is wrong`;
}
