import path from 'node:path';

/** Where the session of the suite's admin is kept while it runs. */
export const SIGNED_IN = path.resolve(import.meta.dirname, '..', '.test-data', 'signed-in.json');
