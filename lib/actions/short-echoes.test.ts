import { createSafeActionClient } from 'next-safe-action';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { shortEchoes } from './short-echoes';

const act = createSafeActionClient()
  .use(shortEchoes)
  .inputSchema(z.strictObject({ versions: z.record(z.string(), z.number()), note: z.string().optional() }))
  .action(async () => 'done');

it('repeats at most 80 characters of a key in what the schema of an action refuses', async () => {
  const long = 'k'.repeat(5_000);
  for (const input of [
    { versions: { [long]: 'no number' } },
    { versions: {}, [long]: 1, [`other-${long}`]: 2 },
  ]) {
    const answer = JSON.stringify(await act(JSON.parse(JSON.stringify(input))));
    expect(answer).toContain('k'.repeat(70));
    expect(answer.length).toBeLessThan(300);
  }
  const one = await act(JSON.parse('{"versions":{"a":"x"},"other":1}'));
  expect(one.validationErrors).toMatchObject({
    _errors: ['Unrecognized key: "other"'],
    versions: { a: { _errors: ['Invalid input: expected number, received string'] } },
  });
});
