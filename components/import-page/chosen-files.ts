/** A file to be sent: its content in memory, so that what is previewed is what is imported. */
export interface ChosenFile {
  /** With the folders within what was chosen. */
  readonly name: string;
  readonly content: Blob;
}

export interface Chosen {
  readonly files: readonly ChosenFile[];
  /** How many other files the folders hold; they are not sent. */
  readonly others: number;
}

const READABLE = /\.(?:json|jsonl|ndjson|ya?ml|zip)$/i;

/** Files chosen by themselves: whatever their names. */
export async function fromFiles(list: Iterable<File>): Promise<Chosen> {
  return { files: await Promise.all([...list].map((file) => inMemory(file, file.name))), others: 0 };
}

/** The files of a folder that was chosen. */
export function fromFolder(list: Iterable<File>): Promise<Chosen> {
  return onlyReadable([...list].map((file) => ({ file, name: file.webkitRelativePath || file.name })));
}

/** Files and folders that were dropped. */
export async function fromDrop(transfer: DataTransfer): Promise<Chosen> {
  // To be asked for at once: after the event the list is empty.
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  if (entries.every(({ isFile }) => isFile)) return fromFiles([...transfer.files]);
  return onlyReadable((await Promise.all(entries.map(filesOf))).flat());
}

/** Pasted text, as a file without a telling name. */
export function fromText(text: string): Chosen {
  return { files: [{ name: 'Pasted text', content: new Blob([text]) }], others: 0 };
}

interface NamedFile {
  readonly file: File;
  readonly name: string;
}

async function onlyReadable(all: readonly NamedFile[]): Promise<Chosen> {
  const readable = all.filter(({ name }) => READABLE.test(name));
  return {
    files: await Promise.all(readable.map(({ file, name }) => inMemory(file, name))),
    others: all.length - readable.length,
  };
}

async function inMemory(file: File, name: string): Promise<ChosenFile> {
  return { name, content: new Blob([await file.arrayBuffer()]) };
}

async function filesOf(entry: FileSystemEntry): Promise<NamedFile[]> {
  const name = entry.fullPath.replace(/^\//, '');
  if (isFileEntry(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ file, name }];
  }
  if (!isFolderEntry(entry)) return [];
  const reader = entry.createReader();
  const found: NamedFile[] = [];
  // A reader gives some entries at a time, and none when it is done.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return found;
    found.push(...(await Promise.all(some.map(filesOf))).flat());
  }
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolderEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
