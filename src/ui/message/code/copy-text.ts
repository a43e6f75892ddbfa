/**
 * Puts a text into the clipboard. Pages without https, and frames without leave, have no clipboard for scripts: there the
 * page's own copying is used, which may work.
 *
 * @returns whether it is there
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByEvent(text);
  }
}

function copyByEvent(text: string): boolean {
  let isCopied = false;
  const done = new AbortController();
  // Before anybody else's, the thread's for one, who would put there what is selected.
  addEventListener(
    'copy',
    (event) => {
      event.stopImmediatePropagation();
      event.preventDefault();
      event.clipboardData?.setData('text/plain', text);
      isCopied = event.clipboardData !== null;
    },
    { capture: true, signal: done.signal },
  );
  // Deprecated, and the only way there.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const isAllowed = document.execCommand('copy');
  done.abort();
  return isAllowed && isCopied;
}
