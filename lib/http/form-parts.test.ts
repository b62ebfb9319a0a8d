import { expect, it } from 'vitest';
import { formParts } from './form-parts';

/** A form as a browser sends it. */
async function sent(form: FormData): Promise<[string, string]> {
  const request = new Request('http://localhost/', { method: 'POST', body: form });
  return [request.headers.get('content-type') ?? '', await request.text()];
}

it('takes a form apart as whoever sent it put it together', async () => {
  const form = new FormData();
  const values = ['', '"', '[[', 'several\r\nlines\r\n\r\nof it', '--', '\u0141ód\u017a \u{1f600}'];
  values.forEach((value, at) => {
    form.append(String(at), value);
  });
  form.append('named "so"', new File(['{}'], 'a "file".json', { type: 'application/json' }));
  expect(formParts(...(await sent(form)))).toEqual([...values, '{}']);
  expect(formParts(...(await sent(new FormData())))).toEqual([]);
});

it.each([null, 'text/plain;charset=UTF-8', 'Multipart/form-data; boundary=b', 'application/json'])(
  'takes what is sent as %s for one text',
  (type) => expect(formParts(type, '--b\r\n[]')).toEqual(['--b\r\n[]']),
);

const FORM = 'multipart/form-data; boundary=b';
const part = (head: string) => `--b\r\n${head}\r\n\r\n[]\r\n--b--\r\n`;
const NAMED = 'Content-Disposition: form-data; name="0"';

it.each([
  ['nothing', FORM, ''],
  ['no boundary', 'multipart/form-data', part(NAMED)],
  ['two boundaries', `${FORM}; boundary=c`, part(NAMED)],
  ['something before the first part', FORM, `x\r\n${part(NAMED)}`],
  ['something after the last part', FORM, `${part(NAMED)}x`],
  ['no end', FORM, part(NAMED).replace('--b--', '')],
  ['something behind a delimiter', FORM, part(NAMED).replace('--b\r\n', '--b \r\n')],
  ['a part without a name', FORM, part('Content-Disposition: form-data')],
  ['a part without headers', FORM, '--b\r\n[]\r\n--b--'],
  ['headers that say the same twice', FORM, part(`${NAMED}\r\n${NAMED}`)],
  ['a header over several lines', FORM, part(`${NAMED};\r\n filename="x"`)],
  ['other characters', FORM, part(`${NAMED}\r\nContent-Type: text/plain; charset=utf-16le`)],
])('takes no form with %s', (_, type, body) => expect(formParts(type, body)).toBeUndefined());

it('takes a form as some programs write it', () => {
  const typed = part(`${NAMED}\r\nContent-Type: text/plain; charset=utf-8`);
  expect(formParts('multipart/form-data; boundary="b"', typed)).toEqual(['[]']);
});
