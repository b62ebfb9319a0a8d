// As in a server of Next: whoever loads parts of it before would be given stand-ins that throw.
import 'next/dist/server/node-environment-baseline';
import { afterAll, vi } from 'vitest';

/**
 * After each test file, forgets what the product keeps for as long as its process runs: test files share one, and with
 * it the modules that they load. Keys of `globalThis` that begin with `lava` are the product's; nothing else of its
 * state outlives a file.
 */
afterAll(async () => {
  const { lavaPrisma } = globalThis as { lavaPrisma?: { client: { $disconnect(): Promise<void> } } };
  await lavaPrisma?.client.$disconnect();
  for (const name of Object.keys(globalThis).filter((key) => key.startsWith('lava')))
    Reflect.deleteProperty(globalThis, name);
  vi.unstubAllEnvs();
  vi.useRealTimers();
  vi.restoreAllMocks();
});
