'use client';

import { useState } from 'react';
import type { z } from 'zod';
import type { ErrorDto } from '@/lib/services/errors';
import type { checkWorkerInput } from '@/lib/services/worker/check-worker';
import type { WorkerCheck } from '@/lib/services/worker/worker-check';
import { type Action, callAction } from '../action-result/action-result';

export type CheckWorkerInput = z.input<typeof checkWorkerInput>;
export type CheckWorker = Action<CheckWorkerInput, WorkerCheck>;

/** Checks the worker roles when told to, and keeps the last answer. */
export function useWorkerCheck(checkWorker: CheckWorker) {
  const [checking, setChecking] = useState(false);
  const [check, setCheck] = useState<WorkerCheck | null>(null);
  const [error, setError] = useState<ErrorDto | null>(null);
  const run = async (input: CheckWorkerInput) => {
    setChecking(true);
    const result = await callAction(checkWorker, input);
    setChecking(false);
    setCheck(result.ok ? result.data : null);
    setError(result.ok ? null : result.error);
  };
  return { checking, check, error, run };
}
