import type { Feature } from '../../chat/feature.js';
import { MOST_PARTICIPANTS } from './new-room.js';
import { registerRoomRoutes } from './routes.js';
import { RoomService } from './service.js';

/** Rooms, as every chatd has them. */
export const rooms: Feature = {
  name: null,
  limits: { participants: MOST_PARTICIPANTS },
  register: (app, { auth, wazoUuid }, chat) => registerRoomRoutes(app, new RoomService(chat, wazoUuid), auth),
};
