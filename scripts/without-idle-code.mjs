// What scripts/generate.mjs leaves out of the SDK's classes: methods that nobody calls, which no bundler can tell; all
// that is written to a log that does not exist; and fields without a value, which only TypeScript reads.

const LOGGERS = new Set(['logger', 'messageLogger']);

/** By class, in the SDK's spelling. */
const IDLE = {
  ApiRequester: [
    'base64Encode',
    'setRequestTimeout',
    'setTenant',
    'setToken',
    'setFetchOptions',
    'enableErrorLogging',
    // The subclass in src/wazo/requester.ts says of no request that its token has expired.
    '_checkTokenExpired',
    '_isTokenNotFound',
    '_replayWithNewToken',
  ],
  WebSocketClient: [
    'hasHeartbeat',
    'startHeartbeat',
    'stopHeartbeat',
    'setOnHeartbeatTimeout',
    'setOnHeartbeatCallback',
  ],
  Emitter: ['once', 'off'],
};

/** A plugin for rollup. A method that is no longer there ends the build, so that the list stays true. */
export const withoutIdleCode = {
  name: 'without-idle-code',
  transform(code) {
    // From the end, so that the places of the others stay what they are.
    const cuts = cutsIn(this.parse(code)).reverse();
    const short = cuts.reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), code);
    return { code: short, map: null };
  },
};

/** The nodes to cut, in their order; none inside another. */
function cutsIn(node, idle = []) {
  if (typeof node !== 'object' || node === null) return [];
  if (isLogged(node) || isEmptyField(node) || idle.includes(node)) return [node];
  const methods = node.type === 'ClassDeclaration' ? idleMethods(node) : idle;
  return Object.values(node).flatMap((inner) => cutsIn(inner, methods));
}

function isLogged({ type, expression }) {
  if (type !== 'ExpressionStatement' || expression.type !== 'CallExpression') return false;
  const { type: callee, object } = expression.callee;
  return callee === 'MemberExpression' && LOGGERS.has(object.name);
}

function isEmptyField({ type, key, value }) {
  return type === 'PropertyDefinition' && key.type === 'Identifier' && value === null;
}

function idleMethods({ id, body }) {
  return (IDLE[id.name] ?? []).map((name) => {
    const method = body.body.find(({ type, key }) => type === 'MethodDefinition' && key.name === name);
    if (!method) throw new Error(`@wazo/sdk has no ${id.name}.${name} any more: see scripts/without-idle-code.mjs.`);
    return method;
  });
}
