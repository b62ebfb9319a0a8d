'use client';

import CodeView from '@cloudscape-design/code-view/code-view';
import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';

/** Text to read and copy. */
export function CodeTab({
  title,
  description,
  content,
  copyText,
  missing = [],
}: {
  title: string;
  description: string;
  content: string;
  copyText: string;
  /** Fields that stand as `<field>` because the specification does not tell them. */
  missing?: readonly string[];
}) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={description}
          actions={
            <CopyToClipboard
              copyButtonText={copyText}
              copySuccessText="Copied"
              copyErrorText="The browser did not allow copying"
              textToCopy={content}
            />
          }
        >
          {title}
        </Header>
      }
    >
      <SpaceBetween size="s">
        {missing.length > 0 && (
          <Alert type="warning">
            The specification does not tell {missing.join(', ')}: replace{' '}
            {missing.map((field) => `<${field}>`).join(', ')} before you use it.
          </Alert>
        )}
        <CodeView content={content} ariaLabel={title} wrapLines />
      </SpaceBetween>
    </Container>
  );
}
