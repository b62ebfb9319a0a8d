import type {
  CredentialsDto,
  MintedDto,
  ParameterDto,
  SecretDto,
} from '@/lib/services/credentials/credentials-dto';
import { expiryState, isOtherKey, isOverdue } from './expiry';

/** What the page shows: rows that hold the text, and if wanted only those that need attention. */
interface CredentialsFilter {
  readonly text: string;
  readonly attentionOnly: boolean;
}

interface Situation {
  /** Milliseconds, by the server's clock. */
  readonly now: number;
  /** The alias of the realm's own key. */
  readonly kmsAlias: string;
}

const NOT_FOUND = ['missing', 'denied', 'failed'];

function mintedNeedsAttention(row: MintedDto, { now }: Situation): boolean {
  // The next login signs a token of its own, so that the end of one hits nobody.
  return row.method !== 'rds-token' && expiryState(row.expiresAt, now) !== 'valid';
}

export function parameterNeedsAttention(row: ParameterDto, { kmsAlias }: Situation): boolean {
  const wrongType = row.parameterType !== null && row.parameterType !== 'SecureString';
  return NOT_FOUND.includes(row.state) || wrongType || isOtherKey(row.keyId, kmsAlias);
}

function secretNeedsAttention(row: SecretDto, { now }: Situation): boolean {
  return NOT_FOUND.includes(row.state) || isOverdue(row, now);
}

/** The rows that the filter shows. Text is looked for in names, users, clusters and connections, without regard to case. */
export function filterCredentials(
  data: Pick<CredentialsDto, 'minted' | 'parameters' | 'secrets'>,
  { text, attentionOnly }: CredentialsFilter,
  situation: Situation,
): Pick<CredentialsDto, 'minted' | 'parameters' | 'secrets'> {
  const wanted = text.trim().toLowerCase();
  const holds = (...parts: readonly (string | null)[]) =>
    parts.some((part) => part?.toLowerCase().includes(wanted));
  const shown = (needsAttention: boolean) => !attentionOnly || needsAttention;
  return {
    minted: data.minted.filter(
      (row) =>
        shown(mintedNeedsAttention(row, situation)) &&
        holds(row.returnedUser, row.requestedUser, row.cluster, row.database, row.connId, ...row.usedBy),
    ),
    parameters: data.parameters.filter(
      (row) => shown(parameterNeedsAttention(row, situation)) && holds(row.name, row.keyId, ...row.usedBy),
    ),
    secrets: data.secrets.filter(
      (row) => shown(secretNeedsAttention(row, situation)) && holds(row.name, ...row.usedBy),
    ),
  };
}
