import type { Feature } from '../../chat/feature.js';
import { findRevisions } from './queries.js';
import { registerChangesRoutes } from './routes.js';
import { ChangesService } from './service.js';

/** What changed since one looked last: docs/decisions/revisions.md. */
export const changes: Feature = {
  name: 'changes',
  register: (app, { auth }, chat) => registerChangesRoutes(app, new ChangesService(chat), auth),
  rooms: {
    plain: { revision: 0 },
    async enrich(uuids, { database }) {
      const rows = await findRevisions(database, uuids);
      return new Map(rows.map(({ room_uuid, revision }) => [room_uuid, { revision }]));
    },
  },
};
