import pino from 'pino';
import { redactedAwsMessage } from './redacted-aws-message';

/** An error as the operator's log tells it: what AWS said in it, or in what caused it, is fit for the log. */
export function loggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const told = pino.stdSerializers.err(error);
  if (!saidByAws(error)) return told;
  return { ...told, message: redactedAwsMessage(told.message), stack: redactedAwsMessage(told.stack) };
}

function saidByAws(error: unknown): boolean {
  return error instanceof Error && ('awsCode' in error || saidByAws(error.cause));
}
