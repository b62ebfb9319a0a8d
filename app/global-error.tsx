'use client';

/** The frame itself could not be drawn: plain markup only, since nothing else can be relied on here. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body
        style={{
          fontFamily: 'system-ui, sans-serif',
          maxWidth: '40rem',
          margin: '4rem auto',
          padding: '0 1rem',
        }}
      >
        <title>Lava Connections cannot be shown</title>
        <h1>Lava Connections cannot be shown</h1>
        <p>
          The server failed before it could draw the page. Nothing was changed. The usual cause is the
          database: check that PostgreSQL runs and that the server reaches it.
        </p>
        {error.digest && (
          <p>
            The server log tells more, at digest <code>{error.digest}</code>.
          </p>
        )}
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  );
}
