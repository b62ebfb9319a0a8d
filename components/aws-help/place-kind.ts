import { lavaTypeOf } from '@/lib/connectors/lava-types';

/** What a connection of Redshift leads to. */
export type PlaceKind = 'clusters' | 'workgroups';

export const PLACE_WORDS: Readonly<Record<PlaceKind, { readonly one: string; readonly several: string }>> = {
  clusters: { one: 'cluster', several: 'clusters' },
  workgroups: { one: 'workgroup', several: 'workgroups' },
};

/** What connections of a type lead to; undefined where AWS is not asked. */
export function placeKindOf(type: string): PlaceKind | undefined {
  const generator = lavaTypeOf(type)?.generator;
  if (generator === 'redshift') return 'clusters';
  return generator === 'redshift-serverless' ? 'workgroups' : undefined;
}
