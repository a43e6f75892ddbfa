import type { Feature } from '../../chat/feature.js';
import { registerDeletionRoutes } from './routes.js';
import { DeletionService } from './service.js';

/** Authors delete their messages; a tombstone stays: docs/decisions/tombstones.md. */
export const deletion: Feature = {
  name: 'deletion',
  register: (app, { auth }, chat) => registerDeletionRoutes(app, new DeletionService(chat), auth),
};
