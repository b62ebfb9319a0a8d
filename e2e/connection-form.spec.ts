import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** What the sandbox's own connections lead to. */
interface Target {
  readonly host: string;
  readonly port: number;
}

async function sandboxTarget(page: Page): Promise<Target> {
  const answer = await page.request.get('/api/realms/dev/connections?f=connId%3Detl-warehouse');
  const { rows }: { rows: Target[] } = await answer.json();
  const [row] = rows;
  if (!row) throw new Error('The sandbox holds no connection etl-warehouse.');
  return row;
}

let made = 0;
function newId(what: string): string {
  return `e2e-form/${what}-${Date.now().toString(36)}-${process.pid}-${++made}`;
}

const host = (page: Page) => page.getByRole('combobox', { name: /^Host/ });
const port = (page: Page) => page.getByRole('textbox', { name: /^Port/ });
const database = (page: Page) => page.getByRole('textbox', { name: /^Database/ });
const user = (page: Page) => page.getByRole('combobox', { name: /^Database user/ });
const connId = (page: Page) => page.getByRole('textbox', { name: /^Connection identifier/ });
const duration = (page: Page) => page.getByRole('combobox', { name: /^Credential duration/ });
const clusterId = (page: Page) => page.getByRole('textbox', { name: /^Cluster identifier/ });
const parameter = (page: Page) => page.getByRole('combobox', { name: /^Password parameter/ });
const secret = (page: Page) => page.getByRole('combobox', { name: /^Secret/ });
const endpoint = (page: Page) => page.getByRole('textbox', { name: /^Paste an endpoint/ });
const login = (page: Page, name: string) => page.getByRole('radio', { name });
const spec = (page: Page) => page.getByRole('region', { name: 'Specification as JSON' });
const policy = (page: Page) => page.getByRole('region', { name: 'IAM policy', exact: true });
const save = (page: Page) => page.getByRole('button', { name: /^(Create connection|Save changes)$/ });

async function openNew(page: Page, query = ''): Promise<void> {
  await page.goto(`/dev/new${query}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(save(page)).toBeVisible();
}

async function openEdit(page: Page, id: string): Promise<void> {
  await page.goto(`/dev/connections/${encodeURIComponent(id)}/edit`);
  await expect(save(page)).toBeVisible();
}

/** Fills what every connection needs, with an endpoint that AWS would name. */
async function fillUsual(page: Page, id: string): Promise<Target> {
  const target = await sandboxTarget(page);
  await host(page).fill(target.host);
  await port(page).fill(String(target.port));
  await database(page).fill('warehouse');
  await user(page).fill('etl');
  await connId(page).fill(id);
  return target;
}

async function savedSpec(page: Page, id: string): Promise<string> {
  await openEdit(page, id);
  await expect(spec(page)).toContainText('}');
  return (await spec(page).textContent()) ?? '';
}

async function createIam(page: Page, id: string): Promise<void> {
  await openNew(page);
  await fillUsual(page, id);
  await save(page).click();
  await expect(page).toHaveURL(`/dev/connections/${encodeURIComponent(id)}`);
}

/** Types like a keyboard's paste: one change with the whole text. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((value) => navigator.clipboard.writeText(value), text);
  await page.keyboard.press('ControlOrMeta+V');
}

test.describe('creating', () => {
  test('with IAM temporary credentials', async ({ page, expectAccessible }) => {
    const id = newId('iam');
    await openNew(page);
    await expectAccessible();
    const target = await fillUsual(page, id);
    await duration(page).fill('30m');
    await expect(page.getByText('Valid for 30 minutes (1,800 seconds).')).toBeVisible();
    await expect(policy(page)).toContainText('redshift:GetClusterCredentials');
    await expect(policy(page)).toContainText(
      'arn:aws:redshift:ap-southeast-2:123456789012:dbuser:analytics-dev/etl',
    );
    await expect(policy(page)).toContainText(
      'arn:aws:redshift:ap-southeast-2:123456789012:dbname:analytics-dev/warehouse',
    );
    await save(page).click();
    await expect(page).toHaveURL(`/dev/connections/${encodeURIComponent(id)}`);
    await expect(page.getByText('Connection created')).toBeVisible();
    expect(JSON.parse(await savedSpec(page, id))).toEqual({
      conn_id: id,
      type: 'redshift',
      enabled: true,
      host: target.host,
      port: target.port,
      database: 'warehouse',
      user: 'etl',
      ssl: true,
      password_duration: '30m',
    });
  });

  test('with an SSM parameter, under the realm’s prefix', async ({ page }) => {
    const id = newId('ssm');
    await openNew(page);
    await fillUsual(page, id);
    await login(page, 'SSM parameter').check();
    await expect(host(page)).not.toHaveValue('');
    await expect(database(page)).toHaveValue('warehouse');
    await parameter(page).click();
    await expect(page.getByRole('option', { name: '/lava/dev/', exact: false }).first()).toBeVisible();
    await parameter(page).fill('/lava/dev/e2e/password');
    await expect(policy(page)).toContainText('ssm:GetParameter');
    await expect(policy(page)).toContainText('parameter/lava/dev/e2e/password');
    await expect(policy(page)).toContainText('kms:Decrypt');
    await expect(policy(page)).toContainText('alias/lava-dev-sys');
    await save(page).click();
    await expect(page).toHaveURL(`/dev/connections/${encodeURIComponent(id)}`);
    expect(JSON.parse(await savedSpec(page, id))).toMatchObject({ password: '/lava/dev/e2e/password' });
  });

  test('with a secret, which supplies what is left out', async ({ page }) => {
    const id = newId('secret');
    await openNew(page);
    await login(page, 'Secrets Manager secret').check();
    await secret(page).fill('/lava/dev/e2e/warehouse');
    await port(page).fill('');
    await connId(page).fill(id);
    for (const name of ['Host', 'Port', 'Database', 'Database user']) {
      const row = page.locator('[data-field]').filter({ has: page.getByText(name, { exact: true }) });
      await expect(row.getByText('from the secret', { exact: true })).toBeVisible();
    }
    await expect(database(page)).toHaveAttribute('placeholder', 'from the secret’s key dbname');
    await expect(policy(page)).toContainText('secretsmanager:GetSecretValue');
    await save(page).click();
    await expect(page).toHaveURL(`/dev/connections/${encodeURIComponent(id)}`);
    expect(JSON.parse(await savedSpec(page, id))).toEqual({
      conn_id: id,
      type: 'redshift',
      enabled: true,
      ssl: true,
      secret_id: '/lava/dev/e2e/warehouse',
    });
  });

  test('as a copy of another, under a free name', async ({ page }) => {
    await openNew(page, '?from=etl-warehouse');
    await expect(page.getByRole('heading', { name: 'Duplicate etl-warehouse' })).toBeVisible();
    await expect(connId(page)).toHaveValue(/^etl-warehouse-copy/);
    await expect(database(page)).toHaveValue('warehouse');
  });

  test('with fields of its own and with the keyboard alone', async ({ page }) => {
    const id = newId('extra');
    await openNew(page);
    await fillUsual(page, id);
    await page.getByRole('button', { name: 'Add a field' }).press('Enter');
    await page.getByLabel('Name of field 1').fill('host');
    await page.getByLabel('Value of field 1').fill('{"team": ["a", "b"]}');
    await page.getByLabel('Value of field 1').press('ControlOrMeta+Enter');
    await expect(page.getByText('The name of a field of your own starts with x-.').first()).toBeVisible();
    await page.getByLabel('Name of field 1').fill('x-contact');
    await page.getByLabel('Name of field 1').press('ControlOrMeta+Enter');
    await expect(page).toHaveURL(`/dev/connections/${encodeURIComponent(id)}`);
    expect(JSON.parse(await savedSpec(page, id))).toMatchObject({ 'x-contact': { team: ['a', 'b'] } });
  });
});

test.describe('a pasted endpoint', () => {
  test('fills the fields, says which, and can be undone', async ({ page }) => {
    await openNew(page);
    await endpoint(page).focus();
    await paste(page, 'shop.abc123xyz.ap-southeast-2.redshift.amazonaws.com:5440/sales');
    // It is also announced, to whoever does not see it.
    await expect(page.getByText('Filled host, port, database, cluster identifier').first()).toBeVisible();
    await expect(page.getByText('Region ap-southeast-2, the region of this realm.')).toBeVisible();
    await expect(host(page)).toHaveValue('shop.abc123xyz.ap-southeast-2.redshift.amazonaws.com');
    await expect(port(page)).toHaveValue('5440');
    await expect(database(page)).toHaveValue('sales');
    await expect(clusterId(page)).toHaveValue('shop');
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.click();
    await expect(undo).toBeHidden();
    await expect(host(page)).toHaveValue('');
    await expect(port(page)).toHaveValue('5439');
    await expect(clusterId(page)).toHaveValue('');
  });

  test('may be a JDBC URL in the host field; its password is dropped', async ({ page }) => {
    await openNew(page);
    await host(page).focus();
    await paste(page, 'jdbc:redshift://db.example.com:5439/sales?user=etl&password=S3cretThing');
    await expect(host(page)).toHaveValue('db.example.com');
    await expect(user(page)).toHaveValue('etl');
    await expect(page.getByText('The text held a password. It was dropped')).toBeVisible();
    await expect(page.getByText('S3cretThing')).toHaveCount(0);
  });

  test('of a serverless workgroup explains which type IAM needs', async ({ page }) => {
    await openNew(page);
    await endpoint(page).fill('reports.123456789012.us-east-1.redshift-serverless.amazonaws.com:5439/dev');
    await endpoint(page).press('Enter');
    await expect(page.getByText(/reports is a workgroup of Redshift Serverless/)).toBeVisible();
    await expect(page.getByText('redshift-serverless', { exact: true }).first()).toBeVisible();
    await expect(page.getByText(/the realm dev works in ap-southeast-2/)).toBeVisible();
    await expect(page.getByText('SERVERLESS_HOST_ON_REDSHIFT')).toBeVisible();
  });

  test('that is none is refused at its field', async ({ page }) => {
    await openNew(page);
    await endpoint(page).fill('hello there');
    await page.getByRole('button', { name: 'Fill fields' }).click();
    await expect(page.getByText(/This is no endpoint of Redshift/)).toBeVisible();
    await expect(host(page)).toHaveValue('');
    await endpoint(page).fill('mysql://etl:Tr0ub4dor@db.example.com/x');
    await page.getByRole('button', { name: 'Fill fields' }).click();
    await expect(page.getByText(/It seems to hold a password, so it was not kept\./)).toBeVisible();
    await expect(endpoint(page)).toHaveValue('');
  });

  test('says of no field that the chosen login has no use for that it was filled', async ({ page }) => {
    await openNew(page);
    await login(page, 'SSM parameter').check();
    await endpoint(page).fill('shop.abc123.ap-southeast-2.redshift.amazonaws.com:5439/analytics');
    await endpoint(page).press('Enter');
    await expect(page.getByText('Filled host, port, database', { exact: true })).toBeVisible();
    await expect(page.getByText('cluster_id', { exact: true })).toHaveCount(0);
  });
});

test.describe('refusals', () => {
  test('a password where a name belongs is not kept, shown or sent', async ({ page }) => {
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url(), request.postData() ?? ''));
    await openNew(page);
    await login(page, 'SSM parameter').check();
    await fillUsual(page, newId('refused'));
    await parameter(page).focus();
    await paste(page, 'Tr0ub4dor&3xKcd!');
    await expect(
      page.getByText(/This looks like a password\. .* was not kept and not sent\./).first(),
    ).toBeVisible();
    await expect(parameter(page)).toHaveValue('');
    await save(page).click();
    await expect(page.getByRole('alert').getByText('1 field needs a correction')).toBeVisible();
    expect(await page.content()).not.toContain('Tr0ub4dor');
    expect(sent.join('\n')).not.toContain('Tr0ub4dor');
    await parameter(page).fill('/lava/dev/fine');
    await expect(page.getByText('This looks like a password.')).toHaveCount(0);
  });

  test('a duration outside AWS’s limits says what is allowed', async ({ page }) => {
    await openNew(page);
    await expect(page.getByText('Empty: the realm’s 15m, 15 minutes (900 seconds).')).toBeVisible();
    for (const wrong of ['899s', '2h', '15M']) {
      await duration(page).fill(wrong);
      await duration(page).blur();
      await expect(page.getByText(/is outside what AWS allows|is no duration/).first()).toBeVisible();
      await expect(duration(page)).toHaveAttribute('aria-invalid', 'true');
    }
    await duration(page).fill('1h');
    await expect(page.getByText('Valid for 1 hour (3,600 seconds).')).toBeVisible();
    await expect(duration(page)).not.toHaveAttribute('aria-invalid', 'true');
  });

  test('are summarised over the form with ways to the fields; nothing typed is lost', async ({ page }) => {
    await openNew(page);
    await database(page).fill('warehouse');
    await port(page).fill('5439abc');
    await save(page).click();
    const summary = page.getByRole('alert').filter({ hasText: 'fields need a correction' });
    await expect(summary).toBeFocused();
    await summary.getByRole('button', { name: 'Port' }).click();
    await expect(port(page)).toBeFocused();
    await expect(port(page)).toHaveAttribute('aria-invalid', 'true');
    await expect(port(page)).toHaveValue('5439abc');
    await expect(database(page)).toHaveValue('warehouse');
  });

  test('of the server sit at their field', async ({ page }) => {
    await openNew(page);
    await fillUsual(page, 'etl-warehouse');
    await save(page).click();
    await expect(
      page
        .getByRole('alert')
        .getByText(/There is a connection "etl-warehouse" in dev already/)
        .first(),
    ).toBeVisible();
    await expect(connId(page)).toHaveAttribute('aria-invalid', 'true');
    await expect(host(page)).not.toHaveValue('');
    await connId(page).fill(newId('free'));
    await expect(connId(page)).not.toHaveAttribute('aria-invalid', 'true');
  });

  test('a lost connection to the server keeps the form as it is', async ({ page, context }) => {
    const id = newId('offline');
    await openNew(page);
    await fillUsual(page, id);
    await context.setOffline(true);
    await save(page).click();
    await expect(page.getByText('The server could not be reached.', { exact: false }).first()).toBeVisible();
    await expect(connId(page)).toHaveValue(id);
    await context.setOffline(false);
    await save(page).click();
    await expect(page).toHaveURL(`/dev/connections/${encodeURIComponent(id)}`);
  });
});

test.describe('words beside the fields', () => {
  test('the cluster id that will be used, with a warning when it is a guess', async ({ page }) => {
    await openNew(page);
    await host(page).fill('shop.abc123xyz.ap-southeast-2.redshift.amazonaws.com');
    await expect(page.getByText('Empty: lava uses shop, the first part of the host.')).toBeVisible();
    await host(page).fill('10.1.2.3');
    await expect(
      page.getByText(/lava would ask for the cluster 10\. The host is an IP address/),
    ).toBeVisible();
    await expect(page.getByText('CLUSTER_ID_GUESSED')).toBeVisible();
  });

  test('quoting, drivers and TLS follow the switches', async ({ page }) => {
    await openNew(page);
    await expect(page.getByText('the column OrderID becomes "orderid".')).toBeVisible();
    await page.getByRole('checkbox', { name: /Keep upper and lower case/ }).check();
    await expect(page.getByText('the column OrderID becomes "OrderID".')).toBeVisible();
    await page.getByRole('checkbox', { name: /Require TLS/ }).uncheck();
    await expect(
      page.getByText(/As it is now, the driver asks for TLS and goes on unencrypted/),
    ).toBeVisible();
    await page.getByRole('checkbox', { name: /Require TLS/ }).check();
    await expect(
      page.getByText(/As it is now, the driver requires TLS, checks neither certificate nor host name/),
    ).toBeVisible();
    await page.getByRole('radio', { name: 'AWS Redshift connector' }).check();
    await expect(
      page.getByText(/As it is now, the driver requires TLS and a trusted certificate/),
    ).toBeVisible();
    await page.getByRole('button', { name: 'More about the choice' }).click();
    await expect(page.getByRole('form', { name: 'Connection' }).getByText(/PyGreSQL is gone/)).toBeVisible();
  });

  test('help follows the focus', async ({ page }) => {
    await openNew(page);
    await page.getByRole('button', { name: 'Help for Database user' }).click();
    await expect(page.getByRole('heading', { level: 2, name: 'Database user' })).toBeVisible();
    await database(page).focus();
    await expect(page.getByRole('heading', { level: 2, name: 'Database', exact: true })).toBeVisible();
    await expect(page.getByText('the key dbname of the secret')).toBeVisible();
  });

  test('findings that AWS’s answer makes stay while the reference does', async ({ page }) => {
    await page.goto('/prod/credentials');
    await page.getByRole('button', { name: 'Refresh from AWS' }).click();
    const told = page.getByRole('row', { name: /\/lava\/prod\/pricing\/password/ });
    await expect(told).toContainText('String');
    await page.goto('/prod/connections/pricing/edit');
    await expect(page.getByText('SSM_NOT_SECURE')).toBeVisible();
    await parameter(page).fill('/lava/prod/pricing/other');
    await expect(page.getByText('SSM_NOT_SECURE')).toBeHidden();
  });

  test('findings lead to their field', async ({ page }) => {
    await openNew(page);
    await page.getByRole('checkbox', { name: /Require TLS/ }).uncheck();
    await expect(page.getByText('SSL_OFF')).toBeVisible();
    // What is not filled in yet is no finding beside the form.
    await expect(page.getByText('FIELD_MISSING')).toHaveCount(0);
    await page.getByRole('button', { name: 'Go to ssl' }).click();
    await expect(page.getByRole('checkbox', { name: /Require TLS/ })).toBeFocused();
    await page.getByRole('checkbox', { name: /Require TLS/ }).check();
    await expect(page.getByText('SSL_OFF')).toHaveCount(0);
    await page.getByRole('button', { name: 'Copy the specification' }).click();
    expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toMatchObject({
      ssl: true,
    });
    await page.getByRole('button', { name: 'Copy the policy' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('"Statement"');
  });
});

test.describe('leaving with unsaved changes', () => {
  const question = (page: Page) => page.getByRole('dialog', { name: 'Leave without saving?' });

  test('asks on links and the back button', async ({ page }) => {
    await page.goto('/dev/connections');
    await openNew(page);
    await database(page).fill('unsaved');

    await page.getByRole('link', { name: 'Login audit' }).click();
    await expect(question(page)).toBeVisible();
    await page.getByRole('button', { name: 'Stay on this page' }).click();
    await expect(question(page)).toBeHidden();
    await expect(database(page)).toHaveValue('unsaved');

    await page.goBack();
    await expect(question(page)).toBeVisible();
    await expect(page).toHaveURL('/dev/new');
    await page.getByRole('button', { name: 'Stay on this page' }).click();
    await expect(database(page)).toHaveValue('unsaved');

    await page.goBack();
    await page.getByRole('button', { name: 'Leave without saving' }).click();
    await expect(page).toHaveURL('/dev/connections');
  });

  test('asks before the page is closed, and not when nothing was changed', async ({ page }) => {
    await openNew(page);
    await database(page).fill('unsaved');
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    const closed = page.waitForEvent('close');
    await dialog.accept();
    await closed;
  });

  test('does not ask when nothing was changed', async ({ page }) => {
    await openNew(page);
    await page.getByRole('link', { name: 'Realms', exact: true }).click();
    await expect(page).toHaveURL('/realms');
  });
});

test.describe('editing', () => {
  test('says which unclean values saving puts right', async ({ page }) => {
    await openEdit(page, 'nightly-vacuum');
    await expect(page.getByText('Saving also cleans values that are stored in an unclean way')).toBeVisible();
    await expect(page.getByText('enabled: "false" becomes true')).toBeVisible();
  });

  test('refuses the second of two saves and shows both versions', async ({ page, browser, baseURL }) => {
    const id = newId('conflict');
    await createIam(page, id);
    const other = await (await browser.newContext({ baseURL })).newPage();
    await openEdit(page, id);
    await openEdit(other, id);

    await user(other).fill('theirs');
    await database(other).fill('both_theirs');
    await save(other).click();
    await expect(other).toHaveURL(`/dev/connections/${encodeURIComponent(id)}`);

    await database(page).fill('both_mine');
    await duration(page).fill('45m');
    await save(page).click();
    const dialog = page.getByRole('dialog', { name: /saved this connection while you were editing/ });
    await expect(dialog.getByRole('row', { name: /database "both_theirs" "both_mine"/ })).toBeVisible();
    await expect(dialog.getByRole('row', { name: /user "theirs" "etl"/ })).toBeVisible();
    await expect(dialog.getByRole('row', { name: /password_duration absent "45m"/ })).toBeVisible();
    await dialog
      .getByRole('toolbar', { name: 'Keep for database' })
      .getByRole('button', { name: 'Theirs' })
      .click();
    await dialog.getByRole('button', { name: 'Continue with this choice' }).click();
    await expect(dialog).toBeHidden();
    await expect(user(page)).toHaveValue('theirs');
    await expect(database(page)).toHaveValue('both_theirs');
    await expect(duration(page)).toHaveValue('45m');
    await save(page).click();
    await expect(page).toHaveURL(`/dev/connections/${encodeURIComponent(id)}`);
    expect(JSON.parse(await savedSpec(page, id))).toMatchObject({
      user: 'theirs',
      database: 'both_theirs',
      password_duration: '45m',
    });
    await other.context().close();
  });

  test('can take their version instead', async ({ page, browser, baseURL }) => {
    const id = newId('theirs');
    await createIam(page, id);
    const other = await (await browser.newContext({ baseURL })).newPage();
    await openEdit(page, id);
    await openEdit(other, id);
    await user(other).fill('theirs');
    await save(other).click();
    await expect(other).toHaveURL(`/dev/connections/${encodeURIComponent(id)}`);
    await database(page).fill('mine');
    await save(page).click();
    await page.getByRole('button', { name: 'Take theirs' }).click();
    await expect(user(page)).toHaveValue('theirs');
    await expect(database(page)).toHaveValue('warehouse');
    await expect(page.getByText('Not saved yet', { exact: true })).toHaveCount(0);
    await other.context().close();
  });
});

test('tests a draft before it is saved', async ({ page }) => {
  const id = newId('draft');
  await openNew(page);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'fields need a correction' })).toBeVisible();
  await fillUsual(page, id);
  await clusterId(page).fill('analytics-dev');
  await page.getByRole('checkbox', { name: /Require TLS/ }).check();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const run = page.getByRole('region', { name: `Test of ${id}` });
  await expect(run.getByText(/A lava worker would connect as IAM:etl/)).toBeVisible({ timeout: 30_000 });
  await expect(run.getByText(/unsaved draft/)).toBeVisible();
  await expect(page).toHaveURL('/dev/new');
  await user(page).fill('nobody_here');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(run.getByText(/Failed/).first()).toBeVisible({ timeout: 30_000 });
});

test('works on a narrow screen, with what follows as tabs', async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 860 });
  await openNew(page);
  await page.getByRole('tab', { name: 'Specification' }).click();
  await expect(spec(page)).toContainText('"type": "redshift"');
  await page.getByRole('tab', { name: 'IAM policy' }).click();
  await expect(policy(page)).toBeVisible();
  await endpoint(page).fill('hello there');
  await page.getByRole('button', { name: 'Fill fields' }).click();
  await expect(page.getByText(/This is no endpoint of Redshift/)).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  // What is always in sight leaves the room to the form.
  const bar = await save(page).locator('xpath=ancestor::*[@class="connection-form-actions"]').boundingBox();
  expect(bar?.height).toBeLessThan(90);
  await expect(page.getByRole('textbox', { name: /^Why/ })).toBeVisible();
});
