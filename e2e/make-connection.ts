import type { Page } from '@playwright/test';
import { expect } from './fixtures';

let made = 0;

/** A conn_id, or the beginning of several, that no other test uses. */
export function newConnId(what: string): string {
  return `e2e/${what}-${Date.now().toString(36)}-${process.pid}-${++made}`;
}

/** The address of the realm's list that shows only connections whose conn_id begins so. */
export function listOf(start: string, realm = 'dev'): string {
  return `/${realm}/connections?f=${encodeURIComponent(`connId^${start}`)}`;
}

/** The page of a connection. */
export function pageOf(connId: string, realm = 'dev'): string {
  return `/${realm}/connections/${encodeURIComponent(connId)}`;
}

/** Copies one of the sandbox's connections through the form and ends on the page of the copy. */
export async function makeConnection(
  page: Page,
  connId: string,
  { from = 'etl-warehouse', realm = 'dev' } = {},
): Promise<void> {
  await page.goto(`/${realm}/new?from=${encodeURIComponent(from)}`);
  await page.getByRole('textbox', { name: /^Connection identifier/ }).fill(connId);
  await page.getByRole('button', { name: 'Create connection' }).click();
  await expect(page.getByRole('heading', { level: 1, name: connId, exact: true })).toBeVisible();
}
