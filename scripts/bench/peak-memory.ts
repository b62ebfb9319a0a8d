const EVERY_MS = 5;

/** Runs `work` and returns the most memory that was resident meanwhile, in bytes. */
export async function peakDuring(work: () => Promise<void>): Promise<number> {
  let peak = process.memoryUsage.rss();
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, EVERY_MS);
  try {
    await work();
    look();
    return peak;
  } finally {
    clearInterval(timer);
  }
}
