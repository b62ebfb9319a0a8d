'use client';

import { useState } from 'react';
import type { Field } from '@/lib/connectors/field';
import { useAwsAnswer } from '../aws-help/use-aws-answer';
import { useFormState } from './form-context';

/** The names AWS has for a reference, asked for when its field gets the focus. */
export function useAwsNames({ kind }: Field) {
  const { realm } = useFormState();
  const [asked, setAsked] = useState(false);
  const what = kind === 'secret-id' ? 'secrets' : 'parameters';
  const { data: answer, error, isFetching, refetch } = useAwsAnswer(realm.name, what, asked);
  const read = answer?.state === 'read' ? answer : null;
  return {
    names: read?.names ?? [],
    answer,
    error,
    ask: () => setAsked(true),
    retry: () => void refetch(),
    /** What the list of suggestions says about them. */
    status: {
      statusType: isFetching ? ('loading' as const) : ('finished' as const),
      loadingText: `Asking AWS for ${what}`,
      finishedText:
        read && !read.complete ? `The first ${read.names.length} ${what} of the realm` : undefined,
    },
    what,
  };
}
