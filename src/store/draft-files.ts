import { NO_DRAFT_FILES, type DraftFile, type DraftFiles } from '../model/draft-file.js';
import type { Part } from '../model/message.js';
import type { ChatState } from './state.js';
import type { Change } from './store.js';

// The files that wait in composers. Every function here answers a pure step from state to state.

export function draftFilesOf({ draftFiles }: ChatState, roomUuid: string): DraftFiles {
  return draftFiles.get(roomUuid) ?? NO_DRAFT_FILES;
}

/** What files become in a message, if all are on the server; otherwise null. */
export function readyParts(files: readonly DraftFile[]): readonly Part[] | null {
  return files.every(({ status }) => status === 'ready') ? files.map(({ part }) => part) : null;
}

function changed(roomUuid: string, change: (known: DraftFiles) => DraftFiles): Change {
  return (state) => {
    const known = draftFilesOf(state, roomUuid);
    const next = change(known);
    if (next === known) return state;
    const draftFiles = new Map(state.draftFiles);
    if (next.files.length === 0) draftFiles.delete(roomUuid);
    else draftFiles.set(roomUuid, next);
    return { ...state, draftFiles };
  };
}

export function filesAttached(roomUuid: string, files: readonly DraftFile[]): Change {
  return changed(roomUuid, (known) => ({ ...known, files: [...known.files, ...files] }));
}

/** Changes one file; nothing where it was taken away. */
export function fileChanged(roomUuid: string, localId: string, next: Partial<DraftFile>): Change {
  return changed(roomUuid, (known) => {
    if (!known.files.some((file) => file.localId === localId)) return known;
    return { ...known, files: known.files.map((file) => (file.localId === localId ? { ...file, ...next } : file)) };
  });
}

export function fileRemoved(roomUuid: string, localId: string): Change {
  return changed(roomUuid, (known) => ({ ...known, files: known.files.filter((file) => file.localId !== localId) }));
}

/** Whether the message waits for its files. */
export function filesSending(roomUuid: string, isSending: boolean): Change {
  return changed(roomUuid, (known) => (known.isSending === isSending ? known : { ...known, isSending }));
}

/** The message is on its way, with its files. */
export function filesTaken(roomUuid: string): Change {
  return changed(roomUuid, () => NO_DRAFT_FILES);
}
