// Another instance of the server, as far as tests go: for each line of its input, which is what `startTest` takes, it
// starts that test and answers with a line, the run's id or how it was refused. It ends as a server does.
import { createInterface } from 'node:readline';
import { BUILT_IN_ADMIN } from '../../auth/actor';
import { ServiceError } from '../errors';
import { settleOnSignals } from '../shutdown';
import { startTest } from '../tests/start-test';

settleOnSignals();
for await (const line of createInterface({ input: process.stdin })) {
  const answer = await startTest({ actor: BUILT_IN_ADMIN, requestId: 'other' }, JSON.parse(line)).catch(
    (error: unknown) => ({ refused: error instanceof ServiceError ? error.message : String(error) }),
  );
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
