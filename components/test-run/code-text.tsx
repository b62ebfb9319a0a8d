/** Text in which `backticks` mark names as they are spelled. */
export function CodeText({ text }: { text: string }) {
  return [...text.matchAll(/`([^`]*)`|[^`]+|`/g)].map((part) =>
    part[1] === undefined ? (
      part[0]
    ) : (
      <span key={part.index} className="mono">
        {part[1]}
      </span>
    ),
  );
}
