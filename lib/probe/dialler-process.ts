// Dials databases for the server, in a process that holds nothing but what a test needs. Started by dialler.ts.
import { Secret } from '../connectors/secret';
import { type Dial, dialHere } from './dial';
import type { DialAnswer, DiallerAnswer, DiallerMessage, DialOrder } from './dialler-messages';
import { dnsServerLookup, rememberingLookup, systemLookup } from './resolver';

const underWay = new Map<string, AbortController>();
let dial: Dial | undefined;

process.on('message', (message: DiallerMessage) => {
  switch (message.kind) {
    case 'network': {
      const { policy, dnsServers, extraCa } = message.network;
      const lookup = dnsServers ? dnsServerLookup(dnsServers) : systemLookup();
      dial = dialHere({ policy, lookup, lookupOwn: rememberingLookup(systemLookup()), extraCa }, Date.now);
      break;
    }
    case 'dial':
      void carryOut(message);
      break;
    case 'cancel':
      underWay.get(message.id)?.abort();
  }
});
// It ends with the server, which cancels first what is under way: a signal to all of the server's processes is not
// meant for this one.
process.on('disconnect', () => process.exit());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

async function carryOut({ id, spec, password, task, endsAt }: DialOrder): Promise<void> {
  const tell = (answer: DialAnswer) => process.send?.({ id, answer } satisfies DiallerAnswer);
  const cancel = new AbortController();
  underWay.set(id, cancel);
  try {
    if (!dial) throw new Error('The process that dials was not told how.');
    const limits = { ...task.limits, totalMs: endsAt - Date.now() };
    const login = password ? { ...spec, password: new Secret(password.value, password.form) } : spec;
    const events = dial(login, { ...task, limits }, cancel.signal);
    let next = await events.next();
    for (; !next.done; next = await events.next()) tell({ event: next.value });
    tell({ result: next.value });
  } catch (error) {
    tell({ mistake: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  } finally {
    underWay.delete(id);
  }
}
