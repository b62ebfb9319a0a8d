/**
 * A part of a page's address as text. Next hands it to pages encoded and to their metadata decoded: what cannot be
 * decoded is text already.
 */
export function pathParam(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
