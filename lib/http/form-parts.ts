/** As browsers write it. Anything but these characters could be understood in two ways. */
const FORM = /^multipart\/form-data; *boundary="?([\w'+.-]{1,70})"?$/;
const DISPOSITION = /^content-disposition: form-data; name="[^"\r\n]*"(?:; filename="[^"\r\n]*")?$/i;
/** Another encoding of characters would hide brackets and quotes. */
const TYPE = /^content-type: [\w.+/-]+(?:; ?charset="?utf-8"?)?$/i;

/**
 * What a request holds, each text by itself: the values of a form with parts, else its whole body. Only forms as browsers
 * write them are taken, which everybody who reads them takes apart alike; undefined: this is none of them.
 */
export function formParts(contentType: string | null, body: string): readonly string[] | undefined {
  // What Next takes for a form with parts; it reads everything else as one text.
  if (!contentType?.startsWith('multipart/form-data')) return [body];
  const [, boundary] = FORM.exec(contentType) ?? [];
  if (boundary === undefined) return undefined;
  const pieces = `\r\n${body}`.split(`\r\n--${boundary}`);
  const before = pieces.shift();
  const after = pieces.pop();
  if (before !== '' || !(after === '--' || after === '--\r\n')) return undefined;
  const values = pieces.map(partValue);
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** The value of one part, from the end of its delimiter on. */
function partValue(piece: string): string | undefined {
  const end = piece.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [rest, disposition = '', type, ...others] = piece.slice(0, end).split('\r\n');
  const known =
    rest === '' &&
    DISPOSITION.test(disposition) &&
    (type === undefined || TYPE.test(type)) &&
    others.length === 0;
  return known ? piece.slice(end + 4) : undefined;
}
