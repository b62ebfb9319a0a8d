// Takes the pictures of the README and the other documents from a running sandbox: start the console, then `npx tsx scripts/take-pictures.ts`.
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { readEnv } from '../lib/env';
import { ensureBrowser } from './browser';
import { sandboxCookie } from './sandbox-cookie';

const { E2E_BASE_URL = 'http://127.0.0.1:3000', CHROMIUM_PATH } = readEnv();
const FOLDER = new URL('../docs/pictures/', import.meta.url);

/** A test of a connection from its page, waited for. */
async function runTest(page: Page, connId: string): Promise<void> {
  await page.goto(`/dev/connections/${encodeURIComponent(connId)}?tab=test`);
  await page
    .getByRole('button', { name: /^Test|^Run/ })
    .first()
    .click();
  await page
    .getByText(/A lava worker|Works, but/)
    .first()
    .waitFor();
  await page.waitForLoadState('networkidle');
}

async function picture(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, FOLDER)) });
}

const executablePath = await ensureBrowser(CHROMIUM_PATH);
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
const context = await browser.newContext({ baseURL: E2E_BASE_URL, viewport: { width: 1280, height: 860 } });
if (!E2E_BASE_URL) throw new Error('E2E_BASE_URL is not set: it names the running sandbox to show.');
const { name, value } = await sandboxCookie(E2E_BASE_URL);
await context.addCookies([{ name, value, url: E2E_BASE_URL }]);
const page = await context.newPage();
for (const connId of ['etl-warehouse', 'reporting/finance', 'crm-sync', 'hr/payroll', 'audit-export']) {
  await runTest(page, connId);
}
await page.setViewportSize({ width: 1440, height: 900 });
await page.goto('/dev/connections');
await picture(page, 'list');
await page.setViewportSize({ width: 1280, height: 1280 });
await runTest(page, 'data-science/notebooks');
await picture(page, 'test-result');

await page.setViewportSize({ width: 1440, height: 900 });
await page.goto('/dev/lava');
await page.getByRole('button', { name: 'Compare compliance' }).waitFor();
await picture(page, 'lava-comparison');
await page.goto('/dev/lava?state=changed-both');
await page.getByRole('button', { name: 'Compare compliance' }).click();
await page.getByRole('list', { name: 'Fields that differ' }).waitFor();
await picture(page, 'lava-conflict');
await page.goto('/dev/lava/publish?id=reporting%2Ffinance&id=retired%2Freports');
await page.getByRole('table', { name: 'What is written' }).first().waitFor();
await picture(page, 'lava-review');
await browser.close();
