// The widget's own Wazo adapter against the same target.
import './cases/connection.js';
import './cases/connection-changes.js';
import './cases/connection-tokens.js';
