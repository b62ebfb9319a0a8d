import all from '@cloudscape-design/components/i18n/messages/all.en';

type Messages = typeof all;

/** Components this console does not use; their texts need not travel. */
export const UNUSED_COMPONENTS = [
  'annotation-context',
  'code-editor',
  'date-range-picker',
  'prompt-input',
  's3-resource-selector',
  'tag-editor',
  'tutorial-panel',
  'wizard',
] as const;

/** The components' own texts, as the server hands them to the page: they weigh less there than as script. */
export function componentMessages(): Messages {
  return Object.fromEntries(
    Object.entries(all).map(([namespace, locales]) => [
      namespace,
      Object.fromEntries(
        Object.entries(locales).map(([locale, components]) => [
          locale,
          Object.fromEntries(
            Object.entries(components).filter(
              ([name]) => !UNUSED_COMPONENTS.some((unused) => unused === name),
            ),
          ),
        ]),
      ),
    ]),
  );
}
