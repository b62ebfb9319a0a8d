/** A connection spec as lava stores it: any JSON object. Keys keep lava's spelling. */
export type Spec = { readonly [key: string]: unknown };

/** Whether the key itself is present: lava asks for presence, not for content. */
export function has(spec: Spec, key: string): boolean {
  return Object.hasOwn(spec, key);
}
