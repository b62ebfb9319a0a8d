import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { inRequest } from '../request-scope';
import { metricsText } from './metrics-text';
import { openFilledStore } from './testing/test-store';
import { warmDialler } from './testing/warm-dialler';
import { getRun } from './tests/get-run';
import { startTest } from './tests/start-test';

const TOKEN = 'collector-token-0123456789';

let store: Awaited<ReturnType<typeof openFilledStore>>;
beforeAll(async () => {
  store = await openFilledStore();
  await warmDialler();
});
afterEach(() => {
  delete process.env.METRICS_TOKEN;
  delete process.env.PUBLIC_URL;
});
afterAll(() => store.close());

const from = (peer: string | undefined, authorization: string | null = null) =>
  inRequest({ requestId: 'r', ...(peer && { peer }) }, () => metricsText(authorization));

it('answers this machine when no token is set, and nobody else', async () => {
  for (const peer of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect(await from(peer)).toBeDefined();
  for (const peer of ['10.0.0.8', '::ffff:10.0.0.8', '127.0.0.1.example.com', undefined])
    expect(await from(peer), peer).toBeUndefined();
  expect(await metricsText(null)).toBeUndefined();
});

it('answers nobody without a token where a proxy on this machine may ask for others', async () => {
  process.env.PUBLIC_URL = 'https://lava.example.com';
  expect(await from('127.0.0.1')).toBeUndefined();
  process.env.METRICS_TOKEN = TOKEN;
  expect(await from('127.0.0.1')).toBeUndefined();
  expect(await from('127.0.0.1', `Bearer ${TOKEN}`)).toBeDefined();
});

it('answers whoever shows the token when one is set, from wherever', async () => {
  process.env.METRICS_TOKEN = TOKEN;
  expect(await from('10.0.0.8', `Bearer ${TOKEN}`)).toBeDefined();
  for (const wrong of [null, '', TOKEN, 'Bearer ', `Bearer ${TOKEN}x`, `bearer${TOKEN}`])
    expect(await from('127.0.0.1', wrong), String(wrong)).toBeUndefined();
});

it('counts tests, calls to AWS and look-ups in the cache', async () => {
  for (const connId of ['etl-warehouse', 'etl-warehouse', 'branch-office']) {
    const { runId } = await startTest(store.context, { realm: 'dev', connId });
    await vi.waitFor(async () => expect((await getRun(store.context, 'dev', runId)).state).toBe('finished'), {
      timeout: 20_000,
      interval: 50,
    });
  }
  const text = (await from('127.0.0.1'))?.body;
  expect(text).toMatch(/lava_tests_total\{outcome="passed",stage="none"\} 2\n/);
  expect(text).toMatch(/lava_tests_total\{outcome="failed",stage="tls"\} 1\n/);
  expect(text).toMatch(/lava_test_seconds_count\{outcome="passed"\} 2\n/);
  expect(text).toMatch(/lava_aws_calls_total\{service="ssm",operation="GetParameter",result="ok"\} [1-9]/);
  expect(text).toMatch(
    /lava_aws_calls_total\{service="redshift",operation="GetClusterCredentials",result="ok"\} 1\n/,
  );
  expect(text).toMatch(/lava_credential_cache_lookups_total\{result="miss"\} 1\n/);
  expect(text).toMatch(/lava_credential_cache_lookups_total\{result="hit"\} 1\n/);
  expect(text).toMatch(/lava_database_connections\{state="(used|idle)"\} [1-9]/);
  expect(text).toMatch(/lava_tests_running 0\n/);
  expect(text).not.toContain('CANARY');
});
