import type { Page } from '@playwright/test';
import { pageOf } from './conn-ids';
import { expect, test } from './fixtures';
import { act, changeConnection, makeConnection, makeRealm, publish, pull } from './given';

// The console twice beside one running lava: two realms on the same tables, each with its own copy.
const unique = `${Date.now().toString(36)}${process.pid}`;
const OURS = `e2e-ours-${unique}`;
const THEIRS = `e2e-theirs-${unique}`;
const CONN_ID = 'etl-warehouse';
/** Used by jobs, and the same on both sides. */
const USED = 'telemetry';
/** Used by a job, and disabled in lava's table for a while. */
const DISABLED_THERE = 'marketing/campaigns';

test.describe.configure({ mode: 'serial' });

const table = (page: Page) => page.getByRole('grid', { name: /beside lava’s table/ });
const row = (page: Page, connId: string) => table(page).getByRole('row').filter({ hasText: connId });
const compare = (page: Page, connId: string) =>
  page.getByRole('button', { name: `Compare ${connId}`, exact: true });

async function createRealm(page: Page, name: string): Promise<void> {
  await page.goto('/realms/new');
  await page.getByRole('textbox', { name: 'AWS account' }).fill('123456789012');
  await page.getByRole('textbox', { name: 'Region' }).fill('ap-southeast-2');
  await page.getByRole('button', { name: 'Look for realms' }).click();
  await page.getByRole('button', { name: 'Fill in staging' }).click();
  await expect(page.getByRole('textbox', { name: /^Table of connections/ })).toHaveValue(
    'lava.staging.connections',
  );
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: /^Table of connections/ }).fill('lava.dev.connections');
  await page.getByRole('textbox', { name: /^Table of jobs/ }).fill('lava.dev.jobs');
  await page.getByRole('button', { name: 'Create realm' }).click();
  await expect(page.getByText(`The realm ${name} was created.`).first()).toBeVisible();
}

async function pressPull(page: Page, realm: string): Promise<void> {
  await page.goto(`/${realm}/lava`);
  const latest = async () => {
    const answer = await page.request.get(`/api/realms/${realm}/lava/pull`);
    const { latest: last }: { latest: { id: string; state: string } | null } = await answer.json();
    return last;
  };
  const before = await latest();
  await page.getByRole('button', { name: 'Pull', exact: true }).first().click();
  await expect
    .poll(async () => {
      const last = await latest();
      return last?.id === before?.id ? 'not begun' : last?.state;
    })
    .toBe('finished');
  await expect(page.getByText(/^Read just now by Sandbox admin/)).toBeVisible();
}

const redescribe = (page: Page, realm: string, description: string, connId = CONN_ID) =>
  changeConnection(page, connId, { description }, realm);

async function pressPublish(page: Page, realm: string, connId = CONN_ID): Promise<void> {
  await page.goto(`/${realm}/lava/publish?id=${connId}`);
  await page.getByRole('button', { name: 'Publish 1 connection' }).click();
}

test('a realm is joined to a running lava and pulled', async ({ page, expectAccessible }) => {
  for (const realm of [OURS, THEIRS]) {
    // Through the pages once: the second realm is joined as the first.
    if (realm === THEIRS) {
      await makeRealm(page, realm, { connectionsTable: 'lava.dev.connections', jobsTable: 'lava.dev.jobs' });
      await pull(page, realm);
      continue;
    }
    await createRealm(page, realm);
    await page.goto(`/${realm}/lava`);
    await expect(page.getByText('Nothing was pulled yet')).toBeVisible();
    await pressPull(page, realm);
    await expect(row(page, CONN_ID)).toContainText('Same');
  }
  await expect(row(page, 'legacy/tagged')).toContainText('Cannot be kept as a specification');
  await compare(page, 'legacy/tagged').click();
  await expect(page.getByText('is a set of strings, which a specification cannot hold')).toBeVisible();
  await expectAccessible();
});

test('a change is reviewed with its jobs and published', async ({ page, expectAccessible }) => {
  await page.goto(`${pageOf(CONN_ID, OURS)}/edit`);
  const description = page.getByRole('textbox', { name: /^Description/ });
  await description.fill('Loads the warehouse, twice an hour.');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Changed here and not published yet.')).toBeVisible();
  await page.goto(`/${OURS}/connections?f=lava%3Dchanged-here`);
  await page.getByRole('link', { name: `Changed here: compare ${CONN_ID}` }).click();
  await expect(row(page, CONN_ID)).toContainText('Changed here');
  await compare(page, CONN_ID).click();
  const difference = page.getByRole('listitem', { name: 'description' });
  await expect(difference).toContainText('twice an hour');
  await page.getByRole('link', { name: 'Review and publish' }).last().click();
  await expect(page.getByText(/used by \d+ jobs/)).toBeVisible();
  await expect(page.getByText('load/orders').first()).toBeVisible();
  await expectAccessible();
  await page.getByRole('button', { name: 'Publish 1 connection' }).click();
  await expect(page.getByText('One connection was published')).toBeVisible();
  await page.goto(`/${OURS}/lava`);
  await expect(row(page, CONN_ID)).toContainText('Same');
});

test('a change made elsewhere is never written over: the conflict is shown and settled', async ({ page }) => {
  await pull(page, THEIRS);
  await redescribe(page, THEIRS, 'Theirs.');
  await publish(page, CONN_ID, THEIRS);

  await redescribe(page, OURS, 'Ours.');
  await pressPublish(page, OURS);
  await expect(page.getByText('0 of 1 were published')).toBeVisible();
  await expect(page.getByText(/Somebody changed it in lava’s table since the last look/)).toBeVisible();
  await page.getByRole('link', { name: 'Settle the conflicts' }).click();

  await compare(page, CONN_ID).click();
  const difference = page.getByRole('listitem', { name: 'description' });
  await expect(difference).toContainText('"Theirs."');
  await expect(difference).toContainText('"Ours."');
  await difference.getByRole('button', { name: 'Here', exact: true }).click();
  await page.getByRole('button', { name: 'Keep this choice here' }).click();
  await expect(page.getByText(`${CONN_ID} is settled.`).first()).toBeVisible();

  await pressPublish(page, OURS);
  await expect(page.getByText('One connection was published')).toBeVisible();
  await pressPull(page, THEIRS);
  await compare(page, CONN_ID).click();
  await expect(page.getByText('Here and in lava’s table it is the same.').first()).toBeVisible();
  await page.goto(`/${THEIRS}/connections/${CONN_ID}`);
  await expect(page.getByText('Ours.').first()).toBeVisible();
});

test('taking over goes over no change that was made here since', async ({ page }) => {
  await redescribe(page, THEIRS, 'Once more.');
  await publish(page, CONN_ID, THEIRS);
  await page.goto(`/${OURS}/lava`);
  await page.getByRole('button', { name: 'Other ways to pull' }).click();
  await page.getByRole('menuitem', { name: /^Pull to compare only/ }).click();
  await expect(row(page, CONN_ID)).toContainText('Changed there');
  await compare(page, CONN_ID).click();
  const take = page.getByRole('button', { name: 'Take what is in lava’s table' });
  await expect(take).toBeVisible();

  await redescribe(page, OURS, 'Changed by somebody else meanwhile.');
  await take.click();
  await expect(page.getByText(`"${CONN_ID}" was changed here since you looked at it.`)).toBeVisible();
  await page.goto(`/${OURS}/connections/${CONN_ID}`);
  await expect(page.getByText('Changed by somebody else meanwhile.').first()).toBeVisible();
});

test('what taking over would disable is asked for first, with its jobs', async ({
  page,
  expectAccessible,
}) => {
  const connId = `e2e-taken-${unique}`;
  const spec = { conn_id: connId, type: 'slack', enabled: true, webhook_url: 'https://hooks.example.com/x' };
  await act(page, 'createConnectionAction', THEIRS, { realm: THEIRS, spec });
  await publish(page, connId, THEIRS);
  await pull(page, OURS);
  await changeConnection(page, connId, { enabled: false }, THEIRS);
  await publish(page, connId, THEIRS);

  await page.goto(`/${OURS}/lava?text=${connId}`);
  await page.getByRole('button', { name: 'Other ways to pull' }).click();
  await page.getByRole('menuitem', { name: /^Pull to compare only/ }).click();
  await expect(row(page, connId)).toContainText('Changed there');
  await compare(page, connId).click();
  await page.getByRole('button', { name: 'Take what is in lava’s table' }).click();
  const asking = page.getByRole('dialog', { name: `Take over what disables ${connId}?` });
  await expect(asking).toContainText('No job uses it.');
  await expectAccessible();
  await asking.getByRole('button', { name: 'Cancel' }).click();
  await expect(row(page, connId)).toContainText('Changed there');
  await page.getByRole('button', { name: 'Take what is in lava’s table' }).click();
  await asking.getByRole('button', { name: 'Take over' }).click();
  await expect(page.getByText(`${connId} taken over from lava.`).first()).toBeVisible();
  await expect(row(page, connId)).toContainText('Same');
});

test('settling a conflict with what disables the connection names its jobs first', async ({
  page,
  expectAccessible,
}) => {
  test.slow();
  const setEnabledThere = async (enabled: boolean) => {
    await changeConnection(page, DISABLED_THERE, { enabled }, THEIRS);
    await publish(page, DISABLED_THERE, THEIRS);
  };
  await pull(page, THEIRS);
  await setEnabledThere(false);
  await redescribe(page, OURS, 'Ours.', DISABLED_THERE);
  await page.goto(`/${OURS}/lava?text=${encodeURIComponent(DISABLED_THERE)}`);
  await page.getByRole('button', { name: 'Other ways to pull' }).click();
  await page.getByRole('menuitem', { name: /^Pull to compare only/ }).click();
  await expect(row(page, DISABLED_THERE)).toContainText('Changed on both sides');
  await compare(page, DISABLED_THERE).click();
  const jobs = page.getByRole('table', { name: 'Jobs concerned' });

  await page.getByRole('button', { name: 'Take what is in lava’s table' }).click();
  const taking = page.getByRole('dialog', { name: `Take over what disables ${DISABLED_THERE}?` });
  await expect(jobs).toContainText('marketing/attribution');
  await taking.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('button', { name: 'Keep this choice here' }).click();
  const keeping = page.getByRole('dialog', { name: `Disable ${DISABLED_THERE}?` });
  await expect(keeping).toContainText('1 job, enabled');
  await expect(jobs).toContainText('marketing/attribution');
  await expectAccessible();
  await keeping.getByRole('button', { name: 'Cancel' }).click();
  await expect(keeping).toBeHidden();
  await expect(row(page, DISABLED_THERE)).toContainText('Changed on both sides');

  await page.getByRole('button', { name: 'Keep this choice here' }).click();
  await keeping.getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByText(`${DISABLED_THERE} is settled.`).first()).toBeVisible();
  await page.goto(`${pageOf(DISABLED_THERE, OURS)}?tab=json`);
  await expect(page.getByText('"enabled": false').first()).toBeVisible();
  await setEnabledThere(true);
});

test('a deletion is published after the jobs that use the connection are named', async ({ page }) => {
  const gone = `e2e/gone-${unique}`;
  await makeConnection(page, gone, { realm: OURS, from: CONN_ID });
  await publish(page, gone, OURS);
  for (const connId of [gone, USED]) {
    await page.goto(pageOf(connId, OURS));
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page).toHaveURL(`/${OURS}/connections`);
  }
  await page.goto(`/${OURS}/lava/publish?id=${USED}`);
  await expect(page.getByText('This deletes a connection in lava’s table')).toBeVisible();
  await expect(page.getByText(/used by (?:one job|\d+ jobs)/)).toBeVisible();
  await expect(page.getByText('telemetry/ingest').first()).toBeVisible();

  await pressPublish(page, OURS, encodeURIComponent(gone));
  await expect(page.getByText('One connection was published')).toBeVisible();
  await page.goto(`/${OURS}/lava`);
  await expect(row(page, USED)).toContainText('Deleted here');
  await expect(row(page, gone)).toHaveCount(0);
});

test('what is new there is taken over, and a read-only realm never publishes', async ({ page }) => {
  await page.goto('/dev/lava?state=only-there');
  await expect(row(page, 'git/nightly-export').first()).toBeVisible();
  await page.goto(`/realms/${OURS}/edit`);
  await page.getByRole('checkbox', { name: 'Read-only' }).check();
  await page.getByRole('textbox', { name: /^Pull every so many minutes/ }).fill('45');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText(`The realm ${OURS} was saved.`).first()).toBeVisible();
  await page.goto(`/${OURS}/lava`);
  await expect(page.getByText('Read-only', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Review and publish' })).toHaveCount(0);
  await expect(page.getByText('It is pulled every 45 minutes.')).toBeVisible();
});

test('the comparison works on a narrow screen', async ({ page, expectAccessible }) => {
  await page.setViewportSize({ width: 400, height: 900 });
  await page.goto('/dev/lava');
  await expect(compare(page, 'compliance')).toBeVisible();
  await expectAccessible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
