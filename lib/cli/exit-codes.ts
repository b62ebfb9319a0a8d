/** What `lava-conn` ends with. `unusable`: wrong usage, a wrong setting, input that cannot be read. */
export const EXIT = { ok: 0, notOk: 1, unusable: 2 } as const;
