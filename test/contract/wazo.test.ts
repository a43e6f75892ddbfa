// All cases in one process: they share one server, which takes seconds to start.
import './cases/auth.js';
import './cases/cors.js';
import './cases/tokens.js';
import './cases/features.js';
import './cases/rooms.js';
import './cases/new-rooms.js';
import './cases/messages.js';
import './cases/listing.js';
import './cases/paging.js';
import './cases/all-rooms.js';
import './cases/reactions.js';
import './cases/reaction-emojis.js';
import './cases/presences.js';
import './cases/directory.js';
import './cases/websocket.js';
import './cases/events.js';
import './cases/bad-input.js';
