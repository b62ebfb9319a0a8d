'use client';

import CodeView from '@cloudscape-design/code-view/code-view';
import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

/** The policy element that a role lacks, to copy. */
export function MissingPolicy({ role, text }: { role: string; text: string }) {
  return (
    <div>
      <Box variant="h4" padding={{ bottom: 'xxs' }}>
        Add this to a policy of <span className="mono">{role}</span>
      </Box>
      <CodeView
        content={text}
        wrapLines
        ariaLabel={`Policy element for ${role}`}
        actions={
          <CopyToClipboard
            copyButtonText="Copy"
            copyButtonAriaLabel={`Copy the policy element for ${role}`}
            textToCopy={text}
            copySuccessText="Copied"
            copyErrorText="The browser did not allow copying"
          />
        }
      />
    </div>
  );
}
