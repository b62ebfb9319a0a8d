import type { Page } from '@playwright/test';
import { BASE, callAction, type ServerAction, serverActions } from './direct-calls';
import { expect } from './fixtures';
import { realmValues } from './matrix-table';

// What a test begins from, made by the console's actions without their pages: those have tests of their own.

let actions: Promise<readonly ServerAction[]> | undefined;

/** Calls an action as whoever the page's browser is signed in as. Returns what it gave; throws when it is refused. */
export async function act(page: Page, name: string, realm: string, input: unknown): Promise<unknown> {
  actions ??= serverActions();
  const action = (await actions).find((one) => one.name === name);
  if (!action) throw new Error(`There is no action ${name}.`);
  const cookies = await page.context().cookies(BASE);
  const cookie = cookies.map((one) => `${one.name}=${one.value}`).join('; ');
  const { refusal, given } = await callAction(action, { cookie }, realm, input);
  if (refusal) throw new Error(`${name} was refused: ${refusal.message}`);
  return given;
}

/** Makes a realm in the account and region of the sandbox's `dev`, unless told otherwise. */
export async function makeRealm(
  page: Page,
  name: string,
  values: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await act(page, 'createRealmAction', name, { realm: { ...realmValues(name), ...values } });
}

/** The specification of a connection as it is stored. */
export async function storedSpec(
  page: Page,
  connId: string,
  realm = 'dev',
): Promise<Record<string, unknown>> {
  const filter = encodeURIComponent(`connId=${connId}`);
  const answer = await page.request.get(`/api/realms/${realm}/export?format=json&f=${filter}`);
  const [spec]: Record<string, unknown>[] = await answer.json();
  if (!spec) throw new Error(`${realm} has no connection ${connId}.`);
  return spec;
}

/** Copies one of the realm's connections, with some fields changed. */
export async function makeConnection(
  page: Page,
  connId: string,
  {
    from = 'etl-warehouse',
    realm = 'dev',
    change = {},
  }: { from?: string; realm?: string; change?: Readonly<Record<string, unknown>> } = {},
): Promise<void> {
  const spec = { ...(await storedSpec(page, from, realm)), ...change, conn_id: connId };
  await act(page, 'createConnectionAction', realm, { realm, spec });
}

/** Changes fields of a connection, whatever version it has. */
export async function changeConnection(
  page: Page,
  connId: string,
  change: Readonly<Record<string, unknown>>,
  realm = 'dev',
): Promise<void> {
  const filter = encodeURIComponent(`connId=${connId}`);
  const answer = await page.request.get(`/api/realms/${realm}/connections?f=${filter}`);
  const { rows }: { rows: { version: number }[] } = await answer.json();
  const spec = { ...(await storedSpec(page, connId, realm)), ...change };
  await act(page, 'updateConnectionAction', realm, { realm, connId, version: rows[0]?.version, spec });
}

/** Pulls lava's table to the end, and takes over what changed there only. */
export async function pull(page: Page, realm: string): Promise<void> {
  await act(page, 'startPullAction', realm, { realm, takeOver: true });
  const state = async () => {
    const answer = await page.request.get(`/api/realms/${realm}/lava/pull`);
    const { latest }: { latest: { state: string } } = await answer.json();
    return latest.state;
  };
  await expect.poll(state).toBe('finished');
}

/** Publishes a connection as it is on both sides, to the end. */
export async function publish(page: Page, connId: string, realm: string): Promise<void> {
  const api = `/api/realms/${realm}/lava`;
  const review = await page.request.get(`${api}/review?id=${encodeURIComponent(connId)}`);
  const { items }: { items: { connId: string; version: number | null; token: string | null }[] } =
    await review.json();
  const started = await act(page, 'startPublicationAction', realm, {
    realm,
    items: items.map(({ version, token }) => ({ connId, version, token })),
  });
  const { publicationId } = started as { publicationId: string };
  const state = async () => {
    const answer = await page.request.get(`${api}/publications/${publicationId}`);
    const publication: { state: string; items: { state: string }[] } = await answer.json();
    return [publication.state, ...publication.items.map((item) => item.state)];
  };
  await expect.poll(state).toEqual(['finished', 'done']);
}
