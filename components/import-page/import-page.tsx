'use client';

import './import-page.css';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { isTruthy } from '@/lib/connectors/python-values';
import type { ImportPreview, ImportResult, ImportRow } from '@/lib/listing/transfer';
import type { ErrorDto } from '@/lib/services/errors';
import { useAsking, useGate } from '../access/access';
import { NoPermission } from '../access/no-permission';
import { useRequestId } from '../action-result/use-request-id';
import { useDisableGuard } from '../connection-commands/use-disable-guard';
import { RequestError } from '../fetch-json/fetch-json';
import type { Upload } from '../fetch-json/upload-json';
import { ConsolePage } from '../shell/console-page';
import type { Chosen, ChosenFile } from './chosen-files';
import { FilePicker } from './file-picker';
import { ImportDone } from './import-done';
import { ImportProgress, type Work } from './import-progress';
import { isImportable, PreviewTable } from './preview-table';
import { importFiles, previewFiles } from './send-files';

interface Previewed {
  readonly files: readonly ChosenFile[];
  readonly preview: ImportPreview;
  /** Files of folders that were not sent, being neither JSON nor YAML. */
  readonly others: number;
}

/** Import in three steps: choose files, look at what they would change and choose of it, import in one go. */
export function ImportPage({ realm }: { realm: string }) {
  const queryClient = useQueryClient();
  const { disabled } = useGate(realm)('connection:write');
  const asking = useAsking(realm);
  const requestId = useRequestId();
  const disabling = useDisableGuard(realm);
  const [work, setWork] = useState<Work | null>(null);
  const stop = useRef<AbortController | null>(null);
  const [error, setError] = useState<ErrorDto | null>(null);
  const [previewed, setPreviewed] = useState<Previewed | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [note, setNote] = useState('');
  const [result, setResult] = useState<ImportResult | null>(null);

  const during = async (start: Omit<Work, 'sent'>, doing: (upload: Upload) => Promise<void>) => {
    const controller = new AbortController();
    stop.current = controller;
    setWork({ ...start, sent: null });
    setError(null);
    try {
      await doing({ signal: controller.signal, onSent: (sent) => setWork({ ...start, sent }) });
    } catch (thrown) {
      if (!controller.signal.aborted) {
        setError(thrown instanceof RequestError ? thrown.error : unreadable(thrown));
      }
    } finally {
      setWork(null);
    }
  };

  const read = (files: readonly ChosenFile[], others: number) =>
    during(
      {
        what: files.length === 1 ? 'Reading the file' : `Reading ${files.length.toLocaleString('en')} files`,
        harmless: true,
      },
      async (upload) => {
        if (files.length === 0) throw new RequestError(nothingToRead(others));
        const preview = await previewFiles(realm, files, upload);
        setPreviewed({ files, preview, others });
        setChosen(new Set(preview.rows.filter(isImportable).flatMap(({ connId }) => connId ?? [])));
      },
    );

  const choose = async (choosing: Promise<Chosen>) => {
    setResult(null);
    setPreviewed(null);
    let chosenFiles: Chosen | undefined;
    await during({ what: 'Reading', harmless: true }, async ({ signal }) => {
      const found = await choosing;
      signal.throwIfAborted();
      chosenFiles = found;
    });
    if (chosenFiles) await read(chosenFiles.files, chosenFiles.others);
  };

  const apply = async ({ files, preview }: Previewed) => {
    const disabled = preview.rows
      .filter(disables)
      .flatMap(({ connId }) => (connId !== null && chosen.has(connId) ? [connId] : []));
    if (disabled.length > 0 && !(await disabling.mayDisable(disabled))) return;
    const choices = preview.rows.flatMap(({ connId, version }) =>
      connId !== null && chosen.has(connId) ? [{ connId, version }] : [],
    );
    const id = requestId.of([choices, note, files.map(({ name, content }) => [name, content.size])]);
    await during(
      {
        what: `Importing ${chosen.size.toLocaleString('en')} connections in one transaction`,
        harmless: false,
        follow: { realm, id },
      },
      async (upload) => {
        setResult(await importFiles(realm, files, { chosen: choices, note, requestId: id }, upload));
        requestId.next();
        setPreviewed(null);
        setNote('');
        await queryClient.invalidateQueries({ queryKey: ['realm', realm] });
      },
    );
  };

  const list = `/${encodeURIComponent(realm)}/connections`;
  return (
    <ConsolePage
      realm={realm}
      active={list}
      breadcrumbs={[
        { text: 'Connections', href: list },
        { text: 'Import', href: '' },
      ]}
      header={
        <Header
          variant="h1"
          description="From files as lava's own tools keep them. You see what would change before anything does."
        >
          Import connections
        </Header>
      }
    >
      <SpaceBetween size="l">
        <NoPermission realm={realm} permission="connection:write" />
        {error && (
          <Alert
            type="error"
            header={error.message}
            action={
              error.code === 'CONFLICT' &&
              previewed && (
                <Button onClick={() => read(previewed.files, previewed.others)}>Preview again</Button>
              )
            }
          >
            {error.hint}
          </Alert>
        )}
        {result && <ImportDone realm={realm} result={result} onMore={() => setResult(null)} />}
        {previewed && (
          <PreviewTable
            preview={previewed.preview}
            others={previewed.others}
            chosen={chosen}
            busy={work !== null}
            onChoose={setChosen}
            note={note}
            onNote={setNote}
            asking={asking}
            onImport={() => apply(previewed)}
            onCancel={() => setPreviewed(null)}
          />
        )}
        {!previewed && !result && !disabled && (
          <Container>
            <FilePicker busy={work !== null} onChosen={choose} />
          </Container>
        )}
        {disabling.dialog}
        <ImportProgress work={work} onCancel={() => stop.current?.abort()} />
      </SpaceBetween>
    </ConsolePage>
  );
}

/** Whether importing it disables a connection that is enabled. */
function disables({ changes }: ImportRow): boolean {
  const change = changes.find(({ field }) => field === 'enabled');
  return change !== undefined && isTruthy(change.before) && !isTruthy(change.after);
}

function nothingToRead(others: number): ErrorDto {
  return {
    code: 'INVALID_INPUT',
    message:
      others > 0
        ? `None of the ${others.toLocaleString('en')} files is JSON, YAML or a ZIP.`
        : 'The folder is empty.',
    hint: 'Files in folders are read when their names end in .json, .jsonl, .ndjson, .yaml, .yml or .zip.',
  };
}

function unreadable(thrown: unknown): ErrorDto {
  return {
    code: 'INVALID_INPUT',
    message: 'The files could not be read by the browser.',
    hint: `${thrown instanceof Error ? thrown.message : String(thrown)} Choose them again.`,
  };
}
