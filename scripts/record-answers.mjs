// Preloaded (`NODE_OPTIONS=--import=…`) into the products that the browser suite tests: keeps every answer of their web
// servers below `E2E_BODIES`, to whomever it goes, for the search for secrets afterwards. Static files are left out.
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Server } from 'node:http';
import path from 'node:path';

const KINDS = ['pages', 'payloads', 'data', 'downloads'];
const folder = process.env.E2E_BODIES;

// The other processes of a product are told the same, the stand-ins for AWS too, which answer with secrets.
if (folder && process.argv[1]?.endsWith('next/dist/bin/next')) {
  for (const kind of KINDS) mkdirSync(path.join(folder, kind), { recursive: true });
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (event, ...args) {
    if (event === 'request') record(...args);
    return emit.call(this, event, ...args);
  };
}

function record(request, response) {
  // Compressed, an answer could not be searched.
  delete request.headers['accept-encoding'];
  if (request.url.startsWith('/_next/static/')) return;
  const chunks = [];
  const keep = (chunk, encoding) => {
    if (typeof chunk === 'string')
      chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8'));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  for (const method of ['write', 'end']) {
    const original = response[method];
    response[method] = function (chunk, encoding, ...rest) {
      keep(chunk, encoding);
      return original.call(this, chunk, encoding, ...rest);
    };
  }
  const head = `${request.method} ${request.url}\n`;
  response.once('close', () => {
    const headers = JSON.stringify(response.getHeaders());
    const content = Buffer.concat([Buffer.from(`${head}${response.statusCode} ${headers}\n`), ...chunks]);
    writeFile(path.join(folder, kindOf(request.url, response), randomUUID()), content).catch((error) => {
      process.stderr.write(`An answer could not be kept: ${error.message}\n`);
    });
  });
}

function kindOf(url, response) {
  if (/^attachment/.test(String(response.getHeader('content-disposition')))) return 'downloads';
  if (url.startsWith('/api/')) return 'data';
  return String(response.getHeader('content-type')).startsWith('text/html') ? 'pages' : 'payloads';
}
