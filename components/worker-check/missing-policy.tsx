'use client';

import CodeView from '@cloudscape-design/code-view/code-view';
import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

const RESOURCE_ID = '<resource-id>';

/** The policy element that a role lacks or may lack, to copy. */
export function MissingPolicy({ role, text, certain }: { role: string; text: string; certain: boolean }) {
  return (
    <div>
      <Box variant="h4" padding={{ bottom: 'xxs' }}>
        {certain ? 'Add this to a policy of' : 'Unless a policy of it allows this already, add it to'}{' '}
        <span className="mono">{role}</span>
      </Box>
      {text.includes(RESOURCE_ID) && (
        <Box color="text-body-secondary" fontSize="body-s">
          Put the resource ID of the database server in place of <span className="mono">{RESOURCE_ID}</span>:
          the console of RDS shows it under Configuration.
        </Box>
      )}
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
