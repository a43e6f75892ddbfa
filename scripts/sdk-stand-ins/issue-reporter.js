// In place of the SDK's log reporter, which would have to be switched on (and which brings `moment`).
const nothing = () => {};
const logger = { trace: nothing, debug: nothing, info: nothing, log: nothing, warn: nothing, error: nothing };

export default { loggerFor: () => logger, logRequest: nothing, removeSlashes: (text) => text };
