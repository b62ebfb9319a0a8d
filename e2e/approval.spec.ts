import type { BrowserContext, Page } from '@playwright/test';
import { readEnv } from '../lib/env';
import { expect, test } from './fixtures';
import { act, makeRealm, publish, storedSpec } from './given';
import { actAs } from './people';

const BASE = readEnv().E2E_BASE_URL ?? '';
let realms = 0;

/** A realm of this test's own, that takes four eyes unless told otherwise, and beside a lava's table where one is named. */
async function newRealm(
  page: Page,
  context: BrowserContext,
  { fourEyes = true, table }: { fourEyes?: boolean; table?: string } = {},
): Promise<string> {
  realms += 1;
  const name = `eyes-${Date.now().toString(36)}-${realms}`;
  await actAs(context, BASE, 'admin');
  await makeRealm(page, name, { fourEyes, connectionsTable: table ?? null });
  return name;
}

const alert = (connId: string) => ({
  conn_id: connId,
  type: 'slack',
  enabled: true,
  webhook_url: 'https://hooks.example.com/x',
});

/** Has a connection created, where others look first; nothing is seen of it. */
async function create(page: Page, realm: string, connId: string, change = {}): Promise<void> {
  await act(page, 'createConnectionAction', realm, { realm, spec: { ...alert(connId), ...change } });
}

/** Has a connection that exists: asked for by an editor, approved by another. Ends as that other. */
async function approved(page: Page, context: BrowserContext, realm: string, connId: string): Promise<void> {
  await actAs(context, BASE, 'editor');
  await create(page, realm, connId);
  await actAs(context, BASE, 'second-editor');
  const answer = await page.request.get(`/api/realms/${realm}/requests`);
  const { open }: { open: { id: string; connId: string }[] } = await answer.json();
  const asked = open.find((request) => request.connId === connId);
  await act(page, 'approveRequestAction', realm, { realm, id: asked?.id });
}

async function askFor(page: Page, realm: string, connId: string): Promise<void> {
  await page.goto(`/${realm}/new?type=slack`);
  await page.getByRole('textbox', { name: 'JSON' }).fill(JSON.stringify(alert(connId), null, 2));
  await page.getByRole('button', { name: 'Ask to create connection' }).click();
  await expect(page.getByText('Waits for approval by another editor').first()).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/${realm}/requests$`));
}

async function approve(page: Page, realm: string, title: string): Promise<void> {
  await page.goto(`/${realm}/requests`);
  await page
    .getByRole('table', { name: /^Waiting/ })
    .getByRole('link', { name: title })
    .click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText(`Approved: ${title}`)).toBeVisible();
}

test('lets a change wait until another editor has looked at it', async ({
  page,
  context,
  expectAccessible,
}) => {
  const realm = await newRealm(page, context);
  await actAs(context, BASE, 'editor');
  await askFor(page, realm, 'alerts');
  await expect(page.getByText('1 waiting')).toBeVisible();
  await page.getByRole('link', { name: 'Create alerts' }).click();
  await expect(page.getByText('Nobody approves a change of their own.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve' })).toBeHidden();
  await expectAccessible();
  const request = page.url();

  await actAs(context, BASE, 'tester');
  await page.goto(request);
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveAttribute('aria-disabled', 'true');

  await actAs(context, BASE, 'second-editor');
  await page.goto(request);
  await expect(page.getByRole('row', { name: /webhook_url/ })).toContainText('https://hooks.example.com/x');
  await expectAccessible();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Approved: Create alerts')).toBeVisible();
  await page.goto(`/${realm}/connections`);
  await expect(page.getByRole('link', { name: 'alerts' })).toBeVisible();
});

test('shows whoever approves the findings, and tests what is asked for', async ({ page, context }) => {
  const realm = await newRealm(page, context);
  const stored = await storedSpec(page, 'etl-warehouse');
  await actAs(context, BASE, 'editor');
  await page.goto(`/${realm}/import`);
  const spec: Record<string, unknown> = { ...stored, conn_id: 'asked-for' };
  delete spec.owner;
  const file = { name: 'one.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(spec)) };
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.getByRole('button', { name: /^Ask to import/ }).click();
  await expect(page.getByText('Waits for approval by another editor').first()).toBeVisible();

  await actAs(context, BASE, 'second-editor');
  await page.goto(`/${realm}/requests`);
  await page.getByRole('link', { name: /asked-for/ }).click();
  await expect(page.getByText('There is no `owner`').or(page.getByText('There is no owner'))).toBeVisible();
  await expect(page.getByText('Not tested as asked for.')).toBeVisible();
  await page.getByRole('button', { name: 'Test what is asked for' }).click();
  await expect(page.getByText(/A lava worker would connect as/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText(/^Approved: .*asked-for/)).toBeVisible();
});

test('leads whoever approves a publication to what became of it', async ({ page, context }) => {
  const table = 'lava.dev.connections';
  const realm = await newRealm(page, context, { table });
  const elsewhere = await newRealm(page, context, { fourEyes: false, table });
  const connIds = ['first', 'second'].map((name) => `${realm}-${name}`);
  for (const connId of connIds) await approved(page, context, realm, connId);
  await actAs(context, BASE, 'editor');
  for (const connId of connIds) {
    await page.goto(`/${realm}/lava/publish?id=${connId}`);
    await page.getByRole('button', { name: 'Ask to publish 1 connection' }).click();
    await expect(page.getByText('Waits for approval by another editor').first()).toBeVisible();
  }
  await actAs(context, BASE, 'second-editor');
  await approve(page, realm, `Publish ${connIds[0]}`);
  await expect(page.getByText('One connection was published')).toBeVisible();
  await page.reload();
  await expect(page.getByText('One connection was published')).toBeVisible();

  // Somebody beside this console puts another item of that name into the table before it is approved.
  await actAs(context, BASE, 'admin');
  await create(page, elsewhere, String(connIds[1]), { webhook_url: 'https://hooks.example.com/y' });
  await publish(page, String(connIds[1]), elsewhere);
  await actAs(context, BASE, 'second-editor');
  await approve(page, realm, `Publish ${connIds[1]}`);
  await expect(page.getByText('0 of 1 were published')).toBeVisible();
  await expect(page.getByText(/Somebody changed it in lava’s table since the last look/)).toBeVisible();
});

test('asks also for a deletion and for what is restored', async ({ page, context }) => {
  const realm = await newRealm(page, context);
  await approved(page, context, realm, 'pager');
  await page.goto(`/${realm}/connections/pager`);
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Ask to delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Ask to delete' }).click();
  await expect(page.getByText('Waits for approval by another editor').first()).toBeVisible();

  await actAs(context, BASE, 'editor');
  await approve(page, realm, 'Delete pager');
  await page.goto(`/${realm}/deleted`);
  await page.getByRole('checkbox', { name: 'Select pager' }).click();
  await page.getByRole('button', { name: 'Ask to restore' }).click();
  await expect(page.getByText('Waits for approval by another editor').first()).toBeVisible();
  await expect(page.getByText('restored.')).toBeHidden();
  await actAs(context, BASE, 'second-editor');
  await approve(page, realm, 'Restore pager');
  await page.goto(`/${realm}/connections`);
  await expect(page.getByRole('link', { name: 'pager' })).toBeVisible();
});

test('is refused with a note, withdrawn, or overtaken', async ({ page, context }) => {
  const realm = await newRealm(page, context);
  await actAs(context, BASE, 'editor');
  await create(page, realm, 'one');
  await create(page, realm, 'two');
  await askFor(page, realm, 'three');
  await page.getByRole('link', { name: 'Create two' }).click();
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await expect(page.getByText('Withdrawn: Create two')).toBeVisible();

  await actAs(context, BASE, 'second-editor');
  await create(page, realm, 'three');
  await page.goto(`/${realm}/requests`);
  await page.getByRole('link', { name: 'Create one' }).click();
  await page.getByRole('button', { name: 'Refuse' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click();
  await expect(page.getByText('Say why: who asked for it has only this note.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Why' }).fill('We have one already.');
  await page.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click();
  await expect(page.getByText('Refused: Create one')).toBeVisible();

  // Both asked for it: once one is approved, the other is overtaken.
  await page.goto(`/${realm}/requests`);
  const theirs = page.getByRole('row', { name: /Create three.*by (?!.*you)/ });
  await theirs.getByRole('link', { name: 'Create three' }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Approved: Create three')).toBeVisible();
  await actAs(context, BASE, 'editor');
  await page.goto(`/${realm}/requests`);
  await page
    .getByRole('table', { name: /^Waiting/ })
    .getByRole('link', { name: 'Create three' })
    .click();
  await expect(page.getByText('Overtaken: it cannot be approved any more')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveAttribute('aria-disabled', 'true');
});
