// One process and one database for everything that is asked over HTTP and websockets.
import './api/auth.js';
import './api/cors.js';
import './api/directory.js';
import './api/presences.js';
import './api/rooms.js';
import './api/messages.js';
import './api/client-uuids.js';
import './api/cursors.js';
import './api/revisions.js';
import './api/receipts.js';
import './api/reactions.js';
import './api/websocket.js';
import './api/bad-input.js';
import './api/limits.js';
import './api/burst.js';
