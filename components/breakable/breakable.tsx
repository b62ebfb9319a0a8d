import { Children } from 'react';

/** A name in one word that is broken after its punctuation where it must be, not wherever the room ends. */
export function Breakable({
  text,
  plain = false,
}: {
  readonly text: string;
  /** In the letters of the text around it, for what is no name of lava's or AWS's. */
  readonly plain?: boolean;
}) {
  const [first, ...rest] = text.split(/(?<=[/_.@:-])(?=\w)/);
  return (
    <span className={plain ? undefined : 'mono'}>
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
