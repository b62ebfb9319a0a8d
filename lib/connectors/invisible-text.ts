/** Control characters, line ends and characters that show nothing or turn the reading direction round. */
const CONTROL = /\p{Cc}/u;
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}]/u;
/** NUL, which PostgreSQL cannot store, and halves of surrogate pairs, which are no characters. */
const UNSTORABLE = /[\0\p{Cs}]/u;

/** Whether the text holds a control character, a tab or a line end. */
export function hasControl(text: string): boolean {
  return CONTROL.test(text);
}

/** Whether the text holds a character that cannot be seen: zero width, bidirectional controls, fillers. */
export function hasInvisible(text: string): boolean {
  return INVISIBLE.test(text);
}

/** Whether the database cannot hold the text. */
export function isUnstorable(text: string): boolean {
  return UNSTORABLE.test(text);
}
