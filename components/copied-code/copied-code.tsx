'use client';

import CodeView from '@cloudscape-design/code-view/code-view';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

/** Text to read and to copy. */
export function CopiedCode({ label, text }: { label: string; text: string }) {
  return (
    <CodeView
      content={text}
      wrapLines
      ariaLabel={label}
      actions={
        <CopyToClipboard
          variant="icon"
          copyButtonAriaLabel={`Copy: ${label}`}
          textToCopy={text}
          copySuccessText="Copied"
          copyErrorText="The browser did not allow copying"
        />
      }
    />
  );
}
