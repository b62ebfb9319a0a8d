import { mkdtemp, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { TOTP, URI } from 'otpauth';
import pg from 'pg';
import { type CompanyServer, startCompanyServer } from '../lib/auth/oidc.fixture';
import { runningStore } from '../lib/db/running-store';
import { freePort } from '../scripts/free-port';
import { serverActions } from './direct-calls';
import { expect, test } from './fixtures';
import { ownPage } from './own-page';
import { type ProductProcess, ROOT, startProcess, stopProcess } from './product-process';
import { expectNoSecretLeft } from './secrets-in-store';

// A product of its own, without the sandbox: nobody can sign in to it until the set-up link was opened.
test.describe.configure({ mode: 'serial' });
test.use({ storageState: { cookies: [], origins: [] } });

const EMAIL = 'ada@example.com';
const PASSWORD = 'four plain words here';
let dataDir: string;
let port: number;
let product: ProductProcess;
let company: CompanyServer;
let totp: TOTP;

/** By this name a browser lets passkeys work, which it does not for an address. */
const byName = (where: string) => `http://localhost:${port}${where}`;
const byAddress = (where: string) => `http://127.0.0.1:${port}${where}`;

test.beforeAll(async () => {
  dataDir = await mkdtemp(path.join(ROOT, '.test-data-sign-in-'));
  port = await freePort();
  company = await startCompanyServer(`http://127.0.0.1:${port}`, {
    sub: 'c-1',
    email: 'grace@example.com',
    emailVerified: true,
    name: 'Grace',
    groups: ['lava-admins'],
  });
  product = startProcess(port, {
    ...company.settings,
    DATA_DIR: dataDir,
    SANDBOX: 'off',
    AUDIT_RETENTION_DAYS: '90',
  });
  await expect.poll(product.output, { timeout: 45_000, intervals: [50] }).toContain('ready ');
});

test.afterAll(async () => {
  try {
    await stopProcess(product);
    await company.close();
    await expectNoSecretLeft(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});

async function withPassword(page: Page, where = byName('/account')): Promise<void> {
  await page.goto(where);
  await page.getByLabel('E-mail address').fill(EMAIL);
  await page.getByLabel('Password').fill(PASSWORD);
  await expect(page.getByText('Nobody is admin yet')).toHaveCount(0);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('the log’s set-up link creates the first admin, once', async ({ page, expectAccessible }) => {
  const [link = ''] = /http:\S+\/set-up\/\S+/.exec(product.output()) ?? [];
  expect(link).not.toBe('');
  expect((await stat(path.join(dataDir, 'auth-secret'))).mode & 0o777).toBe(0o600);
  await page.goto(byAddress('/realms'));
  await expect(page).toHaveURL(byAddress('/sign-in?next=%2Frealms'));
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByText('Try the sandbox')).toHaveCount(0);
  await expect(page.getByText('Nobody is admin yet')).toBeVisible();
  await expectAccessible();
  await page.goto(link);
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('E-mail address').fill(EMAIL);
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByLabel('Password again').fill('shirt');
  await page.getByRole('button', { name: 'Create the first admin' }).click();
  await expect(page.getByText('Use at least 12 characters.')).toBeVisible();
  await expectAccessible();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Password again').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create the first admin' }).click();
  await expect(page.getByRole('button', { name: /^Ada/ })).toBeVisible();
  // The way from the link to the first page goes over others, and must have ended.
  await page.waitForLoadState('networkidle');
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'This link cannot be used' })).toBeVisible();
  await page.goto(byAddress('/trail'));
  await expect(page.getByText('Events are kept for 90 days')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'person.set-up' })).toBeVisible();
});

test('a second step is turned on, and asked for at the next sign-in', async ({ page, expectAccessible }) => {
  await withPassword(page);
  await expect(page.getByRole('heading', { name: 'Account' })).toBeVisible();
  await expectAccessible();
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set up the second step' }).click();
  await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  const secret = await page.locator('code.mono').textContent();
  const parsed = URI.parse(`otpauth://totp/x?secret=${secret}`);
  if (!(parsed instanceof TOTP)) throw new Error('The key is of no TOTP.');
  totp = parsed;
  await page.getByLabel('Code', { exact: true }).fill(totp.generate());
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByText('Backup codes, shown this once')).toBeVisible();

  await page.getByRole('button', { name: /^Ada/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(byName('/sign-in'));
  await withPassword(page);
  await expect(page.getByRole('heading', { name: 'Second step' })).toBeVisible();
  await page.getByLabel('Code', { exact: true }).fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('The code is not right.')).toBeVisible();
  await expectAccessible();
  await page.getByLabel('Code', { exact: true }).fill(totp.generate());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Account' })).toBeVisible();
});

test('a sign-in that cannot be recorded says to start again, and its code is used up', async ({ page }) => {
  await withPassword(page);
  await expect(page.getByRole('heading', { name: 'Second step' })).toBeVisible();
  const store = new pg.Client({ connectionString: await runningStore(dataDir) });
  await store.connect();
  try {
    await store.query(`create function refuse_all() returns trigger language plpgsql
      as $$ begin raise exception 'full'; end $$`);
    await store.query(
      'create trigger refuse_all before insert on "AuditEvent" for each row execute function refuse_all()',
    );
    await page.getByLabel('Code', { exact: true }).fill(totp.generate());
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByText(/The server failed .*Start again, and use a new code\./)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await page.getByRole('button', { name: 'Sign in with Example Corp' }).click();
    await expect(page.getByText('The company’s sign-in did not work. Try again;')).toBeVisible();
  } finally {
    await store.query('drop trigger if exists refuse_all on "AuditEvent"');
    await store.query('drop function if exists refuse_all');
    await store.end();
  }
  await page.goto(byName('/account'));
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('a passkey is added, signs in by itself, and other sessions are ended', async ({ page, browser }) => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await withPassword(page);
  // The one of now may have let in already.
  await page.getByLabel('Code', { exact: true }).fill(totp.generate({ timestamp: Date.now() + 30_000 }));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Name of a new passkey').fill('Work laptop');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByRole('cell', { name: 'Work laptop', exact: true })).toBeVisible();

  await page.context().clearCookies();
  await page.goto(byName('/account'));
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'Account' })).toBeVisible();

  const elsewhere = await (
    await browser.newContext({ storageState: await page.context().storageState() })
  ).newPage();
  await page.context().clearCookies();
  await page.goto(byName('/account'));
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await elsewhere.goto(byName('/account'));
  await expect(elsewhere.getByRole('heading', { name: 'Account' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out elsewhere' }).click();
  await expect(page.getByText(/Signed out elsewhere: \d+ sessions? ended/)).toBeVisible();
  await elsewhere.reload();
  await expect(elsewhere.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await elsewhere.context().close();
  await devtools.detach();
});

test('the company’s account signs in, with the roles of its groups, and makes a token', async ({
  page,
  expectAccessible,
}) => {
  await page.goto(byAddress('/account/tokens'));
  await expectAccessible();
  await page.getByRole('button', { name: 'Sign in with Example Corp' }).click();
  await expect(page.getByRole('heading', { name: 'API tokens' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Grace/ })).toBeVisible();
  await expectAccessible();
  await page.goto(byAddress('/realms/new'));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const name of ['dev', 'prod', 'lab']) await makeRealm(page, name);
});

/** Makes a realm as Grace does, who is admin of everything for now. */
async function makeRealm(page: Page, name: string): Promise<void> {
  await page.goto(byAddress('/realms/new'));
  await page.getByRole('textbox', { name: /^Name/ }).fill(name);
  await page.getByRole('textbox', { name: /^AWS account/ }).fill('123456789012');
  await page.getByRole('textbox', { name: /^Region/ }).fill('ap-southeast-2');
  await page.getByRole('button', { name: 'Create realm' }).click();
  await expect(page.getByText(`The realm ${name} was created.`).first()).toBeVisible();
}

/** Signs Grace in by the company, who is in these groups there by now. */
async function throughCompany(page: Page, groups: readonly string[]): Promise<void> {
  company.person = { ...company.person, groups };
  await page.context().clearCookies();
  await page.goto(byAddress('/realms'));
  await page.getByRole('button', { name: 'Sign in with Example Corp' }).click();
  await expect(page.getByRole('button', { name: /^Grace/ })).toBeVisible();
}

/** What the server says to an action of hers that saves a connection, called without any page. */
async function saving(page: Page, realm: string): Promise<string> {
  const action = (await serverActions()).find(({ name }) => name === 'createConnectionAction');
  const spec = { conn_id: 'not/../allowed', type: 'redshift' };
  const answer = await page.request.post(byAddress('/realms'), {
    headers: {
      ...ownPage(byAddress('/')),
      'next-action': action?.id ?? '',
      'content-type': 'text/plain;charset=UTF-8',
      accept: 'text/x-component',
    },
    data: JSON.stringify([{ realm, spec }]),
  });
  return /"code":"(\w+)"/.exec(await answer.text())?.[1] ?? `${answer.status()}`;
}

test('the groups say exactly which realms and what role, anew at each sign-in', async ({ page }) => {
  const cards = page.getByRole('link', { name: /^(dev|prod|lab)$/ });
  const create = page.getByRole('link', { name: 'Create connection' }).first();
  const createRealm = page.getByRole('link', { name: 'Create realm' });

  await throughCompany(page, ['etl', 'all', 'of-no-role']);
  await expect(cards).toHaveText(['dev', 'prod']);
  await expect(createRealm).toHaveAttribute('aria-disabled', 'true');
  expect((await page.request.get(byAddress('/api/realms/lab/connections'))).status()).toBe(404);
  await page.goto(byAddress('/prod/connections'));
  await expect(create).not.toHaveAttribute('aria-disabled', 'true');
  await page.goto(byAddress('/dev/connections'));
  await expect(create).toHaveAttribute('aria-disabled', 'true');
  // Whoever may write is told what is wrong with the identifier; who may not, only that.
  expect([await saving(page, 'prod'), await saving(page, 'dev'), await saving(page, 'lab')]).toEqual([
    'INVALID_INPUT',
    'FORBIDDEN',
    'NOT_FOUND',
  ]);

  await throughCompany(page, ['all']);
  await expect(cards).toHaveText(['dev']);
  expect([await saving(page, 'prod'), await saving(page, 'dev')]).toEqual(['NOT_FOUND', 'FORBIDDEN']);

  await throughCompany(page, []);
  await expect(cards).toHaveCount(0);
  expect(await saving(page, 'dev')).toBe('NOT_FOUND');

  await throughCompany(page, ['lava-admins']);
  await expect(cards).toHaveText(['dev', 'lab', 'prod']);
  // Nothing narrows where this console dials, which its admins are told.
  await expect(page.getByText('Tests may dial any host')).toBeVisible();
  await expect(createRealm).not.toHaveAttribute('aria-disabled', 'true');
  expect(await saving(page, 'lab')).toBe('INVALID_INPUT');
});
