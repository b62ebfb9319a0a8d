/** The longest quoted text that is kept: names of fields are shorter, what AWS repeats of a value mostly is not. */
const LONGEST_QUOTED = 20;

const ARN = /\barn:[^\s"'`,;()<>]+/gi;
/** Twelve digits, also in the groups of four in which AWS shows them. */
const ACCOUNT_ID = /(?<!\d)\d{4}(-?)\d{4}\1\d{4}(?!\d)/g;
/** An apostrophe within a word opens and closes nothing. */
const QUOTED = /(?<!\w)(['"`])(.*?)\1(?!\w)/gs;

/**
 * What AWS said, fit for the operator's log: ARNs and account ids give way to placeholders, and long quoted values,
 * which are what was sent, are cut out.
 */
export function redactedAwsMessage(message: string): string {
  return message
    .replace(ARN, '[arn]')
    .replace(ACCOUNT_ID, '[account]')
    .replace(QUOTED, (quoted, quote: string, text: string) =>
      text.length > LONGEST_QUOTED ? `${quote}…${quote}` : quoted,
    );
}
