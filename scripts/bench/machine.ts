import { cpus, release, totalmem, type } from 'node:os';

/** What the figures were measured on. */
export function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${processors[0]?.model.trim() ?? 'unknown processor'}, ${processors.length} cores, ${memory} GB of memory, ${type()} ${release()}, Node ${process.versions.node}`;
}
