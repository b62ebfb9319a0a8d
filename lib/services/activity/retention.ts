import { readEnv } from '../../env';

/** For how many days audit events are kept, by AUDIT_RETENTION_DAYS; null: without end. */
export function retentionDays(): number | null {
  return readEnv().AUDIT_RETENTION_DAYS ?? null;
}
