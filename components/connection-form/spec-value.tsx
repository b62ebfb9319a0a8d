'use client';

import Box from '@cloudscape-design/components/box';

/** A value of a spec as JSON; without `value`: the key is absent. */
export function SpecValue(props: { readonly value?: unknown }) {
  if (!('value' in props)) {
    return (
      <Box variant="span" color="text-body-secondary">
        <i>absent</i>
      </Box>
    );
  }
  return <span className="mono">{JSON.stringify(props.value)}</span>;
}
