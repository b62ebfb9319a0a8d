#!/usr/bin/env node
// The command line: brings a fresh folder to the point where TypeScript can be bundled, then hands over to lib/cli.
// Plain JavaScript without packages, since nothing may be installed yet. Needs neither a build nor a database, but for
// the commands that work on a store.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { importBundled } from './bundled.mjs';
import { ensureNode, ensurePackages, ROOT } from './packages.mjs';
import { loadSettingsFile } from './settings-file.mjs';

ensureNode();
if (!existsSync(path.join(ROOT, 'node_modules', '.package-lock.json'))) ensurePackages();

// The SDK's notice about future versions of Node concerns who maintains this, not who uses it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const cancel = new AbortController();
// Once: a second Ctrl-C ends the process at once.
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => cancel.abort());

const { main } = await importBundled('lib/cli/main.ts');
process.exitCode = await main(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: cancel.signal,
  prepareStore: async () => loadSettingsFile(),
});
