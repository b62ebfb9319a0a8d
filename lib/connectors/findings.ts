import { FINDING_CODES, type Finding, type FindingContext, SEVERITIES } from './finding';
import {
  clusterIdGuessed,
  durationOutOfRange,
  durationUnitUndocumented,
  durationUnused,
  roleFieldUnused,
  serverlessHostOnRedshift,
} from './findings/credential-rules';
import { sslIsText, sslNotVerified, sslOff, subtypeUnsupported } from './findings/driver-rules';
import {
  descriptionMissing,
  enabledIsText,
  hostMalformed,
  ownerMissing,
  portNotANumber,
  portOutOfRange,
  typeCase,
  typeUnknown,
  unknownField,
} from './findings/general-rules';
import { fieldMissing } from './findings/presence-rules';
import {
  looksLikeAPassword,
  passwordShadowsSecret,
  secretAddsNothing,
  secretOutsideRealm,
  slackWebhook,
  ssmNotSecure,
  ssmOutsideRealm,
  ssmWrongKey,
} from './findings/reference-rules';
import type { Rule } from './findings/rule';
import { lavaTypeOf } from './lava-types';
import { loginWayOf } from './login-way';
import { connectorFor } from './registry';
import type { Spec } from './spec';

const RULES: readonly Rule[] = [
  fieldMissing,
  enabledIsText,
  sslOff,
  sslNotVerified,
  sslIsText,
  passwordShadowsSecret,
  secretAddsNothing,
  ssmOutsideRealm,
  ssmNotSecure,
  ssmWrongKey,
  secretOutsideRealm,
  looksLikeAPassword,
  slackWebhook,
  hostMalformed,
  clusterIdGuessed,
  durationOutOfRange,
  durationUnitUndocumented,
  durationUnused,
  portNotANumber,
  portOutOfRange,
  subtypeUnsupported,
  typeCase,
  typeUnknown,
  serverlessHostOnRedshift,
  roleFieldUnused,
  unknownField,
  ownerMissing,
  descriptionMissing,
];

/**
 * Everything an admin should know about a spec, the gravest first. Takes any JSON values and any type: imports may
 * hold anything. Messages repeat at most 80 characters of a value, and nothing of one that looks like a secret.
 */
export function findingsOf(
  spec: Spec,
  context: FindingContext,
  connector = connectorFor(spec.type),
): Finding[] {
  const subject = {
    spec,
    context,
    method: loginWayOf(spec),
    type: lavaTypeOf(spec.type),
    connector,
  };
  return RULES.flatMap((rule) => rule(subject)).sort(
    (one, other) =>
      SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
      FINDING_CODES.indexOf(one.code) - FINDING_CODES.indexOf(other.code),
  );
}
