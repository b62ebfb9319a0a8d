// Preloaded when tests run, for threads that the services start: unbuilt these are TypeScript, and tsx by itself leaves
// threads out.
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) {
  const { register } = await import('tsx/esm/api');
  register();
}
