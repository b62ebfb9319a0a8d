/**
 * An identifier of lava's tables as PostgreSQL can hold it, which has no text with a NUL: each has one of its own. NUL
 * and half a character are written behind `␀`, which itself is doubled; every other identifier stays as it is.
 */
export function storableId(id: string): string {
  return id.replace(/[\0\p{Cs}␀]/gu, (character) => {
    if (character === '␀') return '␀␀';
    return character === '\0' ? NUL : `␀${character.charCodeAt(0).toString(16)}`;
  });
}

const NUL = '␀0';

/** The identifier of an address, which may hold a NUL, as it is stored; one that was stored already stays. */
export function storedId(id: string): string {
  return id.replaceAll('\0', NUL);
}
