import type { Feature } from '../../model/features.js';
import type { NamedFile } from '../../session/uploads.js';
import type { HostSettings } from '../host-settings.js';

/** What somebody chose, dropped or pasted. */
export interface ChosenFiles {
  readonly files: readonly NamedFile[];
  /** Names of folders, and of what else is no file. */
  readonly folders: readonly string[];
}

/** Whether files can be attached: by the server, or the page's own storage, and by the page's will. */
export function canAttach(features: ReadonlySet<Feature>, { attachments }: HostSettings): boolean {
  return features.has('attachments') && attachments !== 'off';
}

/**
 * Whether the page takes files of this type, by the rules of an input's `accept`: endings (`.pdf`), types and `image/*`, of
 * which one must fit. The chooser of a browser only proposes; a drop and a paste pass it by.
 *
 * @see https://html.spec.whatwg.org/multipage/input.html#attr-input-accept
 */
export function isAccepted({ name, file }: NamedFile, accept: string | null): boolean {
  const wanted = (accept ?? '')
    .toLowerCase()
    .split(',')
    .flatMap((each) => each.trim() || []);
  const [lowName, type] = [name.toLowerCase(), file.type.toLowerCase()];
  const fits = (each: string): boolean => {
    if (each.startsWith('.')) return lowName.endsWith(each);
    return each.endsWith('/*') ? type.startsWith(each.slice(0, -1)) : type === each;
  };
  return wanted.length === 0 || wanted.some(fits);
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
