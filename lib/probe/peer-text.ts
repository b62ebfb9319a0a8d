const LONGEST = 200;

/**
 * A peer's own words as they may be shown: one line of at most 200 characters, without control, formatting
 * (zero-width, bidirectional) or unassigned characters.
 */
export function peerText(text: string): string {
  return text
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST);
}
