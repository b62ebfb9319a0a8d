import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { FieldReference } from '@/components/field-reference/field-reference';
import { TypeSwitch } from '@/components/field-reference/type-switch';
import { ConsolePage } from '@/components/shell/console-page';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { fieldTableMarkdown } from '@/lib/connectors/reference';
import { connectorFor } from '@/lib/connectors/registry';

interface Props {
  readonly params: Promise<{ type: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return {
    title: `Fields of ${connectorFor(pathParam((await params).type))?.title ?? 'a connection'}`,
  };
}

export default async function ReferencePage({ params }: Props) {
  await requestContext();
  const connector = connectorFor(pathParam((await params).type));
  if (!connector) notFound();
  const address = `/reference/${connector.type}`;
  return (
    <ConsolePage
      realm={null}
      active="/reference/redshift"
      breadcrumbs={[
        { text: 'Field reference', href: address },
        { text: connector.title, href: '' },
      ]}
      header={
        <Header
          variant="h1"
          description={connector.summary}
          actions={
            <SpaceBetween direction="horizontal" size="xs" alignItems="end">
              <TypeSwitch type={connector.type} />
              <CopyToClipboard
                copyButtonText="Copy as Markdown"
                copySuccessText="Table copied"
                copyErrorText="The browser did not allow copying"
                textToCopy={fieldTableMarkdown(connector)}
              />
            </SpaceBetween>
          }
        >
          Fields of {connector.title}
        </Header>
      }
    >
      <FieldReference type={connector.type} />
    </ConsolePage>
  );
}
