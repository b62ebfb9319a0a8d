const MAX_ECHO = 80;

/** A value as a message may repeat it: at most 80 characters, what cannot be seen written as an escape. */
export function echo(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const visible = [...text.slice(0, MAX_ECHO)].map(visibleCharacter).join('');
  return text.length <= MAX_ECHO && visible.length <= MAX_ECHO
    ? visible
    : `${visible.slice(0, MAX_ECHO - 1)}…`;
}

function visibleCharacter(character: string): string {
  if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(character)) return character;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
