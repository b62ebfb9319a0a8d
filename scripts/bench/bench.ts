import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generateClient } from '../generate-client';
import { ROOT } from '../packages.mjs';
import { commandLineSection } from './command-line';
import { machine } from './machine';
import { probeSection } from './probe';
import { resolutionSection } from './resolution';
import { type Section, toMarkdown, tooMuch } from './section';

const SECTIONS: Readonly<Record<string, () => Promise<readonly Section[]>>> = {
  resolution: async () => [await resolutionSection()],
  'command-line': async () => [await commandLineSection()],
  probe: async () => [await probeSection()],
  // All of these need the generated Prisma client.
  saving: async () => {
    await generateClient();
    return [await (await import('./saving')).savingSection()];
  },
  lava: async () => {
    await generateClient();
    return [await (await import('./lava')).lavaSection()];
  },
  console: async () => {
    await generateClient();
    return (await import('./console')).consoleSections();
  },
};

/**
 * Measures what is named, or everything, prints it, and writes docs/benchmarks.md when it was everything. Returns the exit
 * code: 1 when a ratio is greater than it may be.
 */
export async function bench(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !Object.hasOwn(SECTIONS, name));
  if (unknown !== undefined) {
    throw new Error(`There is no section ${unknown}. There are ${Object.keys(SECTIONS).join(', ')}.`);
  }
  const parts: string[] = [];
  const over: string[] = [];
  for (const [name, measure] of Object.entries(SECTIONS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    for (const section of await measure()) {
      parts.push(toMarkdown(section));
      over.push(...tooMuch(section).map(({ what }) => what));
      process.stdout.write(`${parts.at(-1)}\n`);
    }
  }
  for (const what of over) process.stderr.write(`${what}: more than it may be.\n`);
  const code = over.length > 0 ? 1 : 0;
  if (names.length > 0) return code;
  const head = `# Benchmarks\n\nMeasured by \`npm run bench\` on ${machine()}. Ratios compare two things in the same run; other figures hold for this machine only.\n`;
  await writeFile(path.join(ROOT, 'docs/benchmarks.md'), [head, ...parts].join('\n'));
  return code;
}
