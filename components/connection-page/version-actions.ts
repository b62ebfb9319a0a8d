/** What led to a version, in words. */
export const VERSION_ACTIONS: Readonly<Record<string, string>> = {
  known: 'There when the history began',
  create: 'Created',
  update: 'Changed',
  duplicate: 'Copied',
  import: 'Imported',
  'take-over': 'Taken over from lava',
  merge: 'Merged with lava',
  restore: 'Restored',
  enable: 'Enabled',
  disable: 'Disabled',
  delete: 'Deleted',
};
