'use client';

import CodeView from '@cloudscape-design/code-view/code-view';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

/** Text beside the form, with a button that copies it. */
export function PolicyCode({ label, text, what }: { label: string; text: string; what: string }) {
  return (
    <CodeView
      ariaLabel={label}
      content={text}
      wrapLines
      actions={
        <CopyToClipboard
          variant="icon"
          copyButtonAriaLabel={`Copy the ${what}`}
          copySuccessText="Copied"
          copyErrorText="The browser did not allow copying"
          textToCopy={text}
        />
      }
    />
  );
}
