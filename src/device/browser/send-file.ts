import type { FileAnswer, FileRequest } from '../ports.js';

/** By XMLHttpRequest: `fetch` does not tell how much of a body has gone. */
export function sendFile({ url, headers, form, signal, onProgress }: FileRequest): Promise<FileAnswer> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    const end = (): void => signal.removeEventListener('abort', abort);
    request.open('POST', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      end();
      const retryAfter = request.getResponseHeader('Retry-After');
      resolve({ status: request.status, retryAfter, text: request.responseText });
    };
    request.onerror = () => {
      end();
      reject(new TypeError('The upload met no server.'));
    };
    request.onabort = () => {
      end();
      reject(signal.reason instanceof Error ? signal.reason : new Error('The upload was aborted.'));
    };
    signal.addEventListener('abort', abort);
    request.send(form);
  });
}
