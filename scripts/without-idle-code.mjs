// What scripts/generate.mjs leaves out of the SDK's classes: methods that nobody calls, which no bundler can tell; all
// that is written to a log that does not exist; fields without a value, which only TypeScript reads; and two habits of
// the requester that each request would pay for.

const HERE = 'scripts/without-idle-code.mjs';
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

/** By class: what a node of its code gives to cut. */
const HABITS = {
  ApiRequester: [
    // Six methods made anew for each requester, and there is one requester per request.
    (node) => (isCallOf(node.expression, 'methods', 'forEach') ? node : null),
    // A timer per request that nobody clears: src/wazo/requester.ts gives each request a signal that ends it in time.
    (node) => (node.type === 'VariableDeclaration' && node.declarations[0].id.name === 'requestTimeout' ? node : null),
    (node) => (isCallOf(node, 'Promise', 'race') ? withoutSecond(node.arguments[0].elements) : null),
  ],
};

/** A plugin for rollup. A method or habit that is no longer there ends the build, so that the list stays true. */
export const withoutIdleCode = {
  name: 'without-idle-code',
  transform(code) {
    // From the end, so that the places of the others stay what they are.
    const tree = this.parse(code);
    const cuts = [...cutsIn(tree), ...habitsIn(tree)].sort((a, b) => b.start - a.start);
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

function habitsIn(tree) {
  const classes = tree.body.map(({ declaration }) => declaration).filter((one) => one?.type === 'ClassDeclaration');
  return classes.flatMap((declaration) =>
    (HABITS[declaration.id.name] ?? []).map((habit, index) => {
      const found = firstIn(declaration, habit);
      if (!found) throw new Error(`@wazo/sdk's ${declaration.id.name} has lost habit ${index}: see ${HERE}.`);
      return found;
    }),
  );
}

/** What `habit` gives for the first node, in reading order, that has it. */
function firstIn(node, habit) {
  if (typeof node !== 'object' || node === null) return null;
  return habit(node) ?? Object.values(node).reduce((found, inner) => found ?? firstIn(inner, habit), null);
}

function isCallOf(node, object, method) {
  const callee = node?.type === 'CallExpression' ? node.callee : null;
  return callee?.type === 'MemberExpression' && callee.object.name === object && callee.property.name === method;
}

/** The second of two elements, with the comma before it. */
function withoutSecond([first, second]) {
  return { start: first.end, end: second.end };
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
    if (!method) throw new Error(`@wazo/sdk has no ${id.name}.${name} any more: see ${HERE}.`);
    return method;
  });
}
