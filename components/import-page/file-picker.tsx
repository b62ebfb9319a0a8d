'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { type DragEvent, useRef, useState } from 'react';
import { IMPORT_LIMITS } from '@/lib/listing/transfer';
import { type Chosen, fromDrop, fromFiles, fromFolder, fromText } from './chosen-files';

const MB = 1024 * 1024;

/** Where files are dropped or chosen, or text is pasted. */
export function FilePicker({
  busy,
  onChosen,
}: {
  busy: boolean;
  onChosen: (chosen: Promise<Chosen>) => void;
}) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [pasting, setPasting] = useState(false);
  const [text, setText] = useState('');
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!busy) onChosen(fromDrop(event.dataTransfer));
  };
  return (
    <SpaceBetween size="l">
      <section
        aria-label="Files to import"
        className={`import-drop${over ? ' import-drop-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <SpaceBetween size="s" alignItems="center">
          <Box fontSize="heading-m" fontWeight="bold" textAlign="center">
            Drop files or a folder here
          </Box>
          <div className="import-buttons">
            <Button iconName="upload" loading={busy} onClick={() => files.current?.click()}>
              Choose files
            </Button>
            <Button iconName="folder" disabled={busy} onClick={() => folder.current?.click()}>
              Choose a folder
            </Button>
            <Button
              iconName="edit"
              disabled={busy}
              ariaExpanded={pasting}
              onClick={() => setPasting(!pasting)}
            >
              Paste text
            </Button>
          </div>
          <Box color="text-body-secondary" fontSize="body-s" textAlign="center">
            JSON or YAML: one connection, a list, or one after another; or a ZIP of such files. Up to{' '}
            {IMPORT_LIMITS.uploadBytes / MB} MB, {IMPORT_LIMITS.unpackedBytes / MB} MB unpacked, and{' '}
            {IMPORT_LIMITS.connections.toLocaleString('en')} connections.
          </Box>
        </SpaceBetween>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label="Files"
          onChange={({ target }) => {
            if (target.files?.length) onChosen(fromFiles([...target.files]));
            target.value = '';
          }}
        />
        <input
          ref={(input) => {
            folder.current = input;
            if (input) input.webkitdirectory = true;
          }}
          type="file"
          hidden
          aria-label="Folder"
          onChange={({ target }) => {
            if (target.files?.length) onChosen(fromFolder([...target.files]));
            target.value = '';
          }}
        />
      </section>
      {pasting && (
        <FormField
          stretch
          label="JSON or YAML"
          description="One connection, a list of them, or several one after another."
          secondaryControl={
            <Button
              disabled={busy || text.trim() === ''}
              onClick={() => onChosen(Promise.resolve(fromText(text)))}
            >
              Preview
            </Button>
          }
        >
          <Textarea
            value={text}
            onChange={({ detail }) => setText(detail.value)}
            rows={10}
            autoFocus
            spellcheck={false}
            placeholder={'conn_id: warehouse\ntype: redshift\n…'}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}
