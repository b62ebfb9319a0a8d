import { isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FINDING_CODES, type FindingCode, type Severity } from '../../connectors/finding';
import type { Linted } from './linted';

const LEVELS = { high: 'error', medium: 'warning', low: 'note' } as const satisfies Record<Severity, string>;
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** SARIF 2.1.0 (OASIS): a rule for each code, a result for each finding at its line. */
export function sarif(linted: readonly Linted[]): string {
  const rules = FINDING_CODES.map((code) => ({
    id: code,
    name: pascalCase(code),
    shortDescription: { text: SHORT[code] ?? sentence(code) },
  }));
  const results = linted.flatMap(({ connId, file, findings }) =>
    findings.map(({ code, severity, field, message, line }) => ({
      ruleId: code,
      ruleIndex: FINDING_CODES.indexOf(code),
      level: LEVELS[severity],
      message: { text: connId === null ? message : `${connId}: ${message}` },
      locations: [
        {
          physicalLocation: { artifactLocation: artifact(file), region: { startLine: line } },
          logicalLocations: [{ fullyQualifiedName: `${connId ?? ''}.${field}`, kind: 'member' }],
        },
      ],
      partialFingerprints: { 'lavaConnection/v1': `${connId ?? file} ${code} ${field}` },
      properties: { severity },
    })),
  );
  const driver = { name: 'lava-conn', rules };
  const run = { tool: { driver }, columnKind: 'utf16CodeUnits', results };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

/** Paths within the repository stay relative, as code scanning wants them. */
function artifact(file: string): { readonly uri: string; readonly uriBaseId?: string } {
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  const path = file.split(sep).join('/').replace(/^\.\//, '');
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

function pascalCase(code: string): string {
  return code
    .split('_')
    .map((word) => `${word.charAt(0)}${word.slice(1).toLowerCase()}`)
    .join('');
}

function sentence(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** What each rule is about, in a line; messages say the rest. */
const SHORT: Readonly<Partial<Record<FindingCode, string>>> = {
  FIELD_MISSING: 'A field is missing that lava needs.',
  ENABLED_IS_TEXT: '`enabled` is no boolean, and lava takes most text for true.',
  SSL_OFF: 'TLS is not required.',
  SSL_NOT_VERIFIED: 'The server is not verified.',
  SSL_IS_TEXT: '`ssl` is no boolean, and this driver then connects in plaintext.',
  PASSWORD_SHADOWS_SECRET: '`password` wins over the secret.',
  SECRET_ADDS_NOTHING: 'Nothing of the secret is used.',
  SSM_OUTSIDE_REALM: 'The SSM parameter is not where the realm’s workers may read.',
  SSM_NOT_SECURE: 'The SSM parameter is no SecureString.',
  SSM_WRONG_KEY: 'The SSM parameter is under a key that workers may not use.',
  SECRET_OUTSIDE_REALM: 'The secret is not where the realm’s workers may read.',
  LOOKS_LIKE_A_PASSWORD: 'A secret stands where its name belongs.',
  SECRET_IN_SPEC: 'lava keeps this secret in the specification itself.',
  WEBHOOK_NOT_A_URL: 'The webhook’s address is no address.',
  HOST_MALFORMED: '`host` is neither a DNS name nor an IP address.',
  CLUSTER_ID_GUESSED: 'The cluster cannot be told from the host.',
  DURATION_OUT_OF_RANGE: 'AWS refuses this duration.',
  DURATION_UNIT_UNDOCUMENTED: 'lava takes this unit but does not document it.',
  DURATION_UNUSED: 'The duration is never used.',
  PORT_NOT_A_NUMBER: '`port` is text.',
  PORT_OUT_OF_RANGE: '`port` is outside 1 to 65535.',
  SUBTYPE_UNSUPPORTED: 'lava has no such driver for this type.',
  TYPE_CASE: '`type` is not in lower case.',
  SERVERLESS_HOST_ON_REDSHIFT: 'A serverless host needs the type `redshift-serverless`.',
  UNKNOWN_FIELD: 'lava ignores this field.',
  OWNER_MISSING: 'Nobody is named as owner.',
  DESCRIPTION_MISSING: 'There is no description.',
};
