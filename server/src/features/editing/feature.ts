import type { Feature } from '../../chat/feature.js';
import { registerEditingRoutes } from './routes.js';
import { EditingService } from './service.js';

/** Authors change what their messages say. */
export const editing: Feature = {
  name: 'editing',
  register: (app, { auth }, chat) => registerEditingRoutes(app, new EditingService(chat), auth),
};
