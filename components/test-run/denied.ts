import type { StageResult } from '@/lib/connectors/stage';

const DENIED = new Set(['ACCESS_DENIED', 'DECRYPTION_FAILED']);

/** Whether a missing permission ended the stage. */
export function wasDenied({ code }: StageResult): boolean {
  return code !== undefined && DENIED.has(code);
}
