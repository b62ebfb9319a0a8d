import type { z } from 'zod';
import { createLavaTables } from '../../aws/lava-tables';
import type { LavaItem } from '../../connectors/lava-item';
import { prisma } from '../../db/prisma';
import { readEnv } from '../../env';
import { realmInput } from '../../listing/realm-input';
import { authoriseEverywhere } from '../authorise';
import type { ServiceContext } from '../context';
import { parseInput } from '../parse-input';
import { runtime } from '../runtime';
import { durationOf, REALMS_TABLE } from './adopt-duration';
import { readableJson } from './readable-json';
import { tableRefusal } from './table-refusal';

/** How the account is reached where lava's list of realms is looked for. */
export const offerRealmsInput = realmInput.pick({ region: true, roleArn: true, externalId: true });

/** A realm that lava knows, with what a realm's form takes over from it. */
export interface OfferedRealm {
  readonly name: string;
  readonly description: string;
  /** Null: lava's list does not say. */
  readonly passwordDuration: string | null;
  /** There is a realm of this name here already. */
  readonly known: boolean;
}

const MOST = 500;
const DEADLINE_MS = 20_000;

/**
 * The realms of a running lava, from its own list (`lava.realms`), for the form of a new realm.
 *
 * @throws {ServiceError} FORBIDDEN, INVALID_INPUT, UNAVAILABLE when the list cannot be read
 */
export async function offerRealms(
  context: ServiceContext,
  input: z.input<typeof offerRealmsInput>,
): Promise<readonly OfferedRealm[]> {
  const { region, roleArn, externalId } = parseInput(offerRealmsInput, input);
  await authoriseEverywhere(context, 'realm:create');
  const tables = createLavaTables(
    {
      region,
      ...(roleArn && { roleArn }),
      ...(externalId && { externalId }),
      allowInsecureEndpoint: readEnv().SANDBOX === 'on',
    },
    runtime().clients,
  );
  const items: LavaItem[] = [];
  try {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    let from: LavaItem | undefined;
    do {
      const page = await tables.scanPage(REALMS_TABLE, from, signal);
      items.push(...page.items);
      from = page.next;
    } while (from && items.length < MOST);
  } catch (error) {
    throw tableRefusal(error, REALMS_TABLE);
  }
  const here = new Set((await prisma().realm.findMany({ select: { name: true } })).map(({ name }) => name));
  return items
    .slice(0, MOST)
    .flatMap((item) => {
      const entry = readableJson(item);
      const { realm: name, description } = entry;
      if (typeof name !== 'string') return [];
      return [
        {
          name,
          description: typeof description === 'string' ? description.slice(0, 1_000) : '',
          passwordDuration: durationOf(entry),
          known: here.has(name),
        },
      ];
    })
    .sort((one, other) => one.name.localeCompare(other.name));
}
