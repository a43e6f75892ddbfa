import type { NamedFile } from '../../session/uploads.js';

/** What somebody chose, dropped or pasted. */
export interface ChosenFiles {
  readonly files: readonly NamedFile[];
  /** Names of folders, and of what else is no file. */
  readonly folders: readonly string[];
}

/** Whether there are files in what is dragged or pasted, as far as a browser tells before it is dropped. */
export function hasFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}

/** The files in what was dropped or pasted; to be called while the event is handled. */
export function filesIn(transfer: DataTransfer | null): ChosenFiles {
  const items = [...(transfer?.items ?? [])].filter(({ kind }) => kind === 'file');
  const files: NamedFile[] = [];
  const folders: string[] = [];
  for (const item of items) {
    const file = item.getAsFile();
    if (item.webkitGetAsEntry()?.isDirectory) folders.push(file?.name ?? '');
    else if (file) files.push({ name: file.name, file });
  }
  return { files, folders };
}
