import { Children } from 'react';

/** A name in one word that is broken after its punctuation where it must be, not wherever the room ends. */
export function Breakable({ text }: { readonly text: string }) {
  const [first, ...rest] = text.split(/(?<=[/_.@:-])(?=\w)/);
  return (
    <span className="mono">
      {first}
      {Children.toArray(
        rest.map((part) => (
          <>
            <wbr />
            {part}
          </>
        )),
      )}
    </span>
  );
}
