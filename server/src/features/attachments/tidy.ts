import type { Context } from '../../context.js';
import { TIDY_EVERY } from './limits.js';
import type { AttachmentService } from './service.js';

/** Removes now and then the files that nobody has any more. @returns the way to end it */
export function keepTidy(service: AttachmentService, { clock, log }: Pick<Context, 'clock' | 'log'>): () => void {
  let cancel = (): void => undefined;
  let isStopped = false;
  const tidy = async (): Promise<void> => {
    try {
      while (!isStopped && (await service.removeOne()));
    } catch (error) {
      log('Files that nobody has were not removed', error);
    }
    if (!isStopped) cancel = clock.after(TIDY_EVERY, () => void tidy());
  };
  void tidy();
  return () => {
    isStopped = true;
    cancel();
  };
}
