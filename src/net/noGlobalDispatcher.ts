/**
 * undici's WebSocket reads `lib/global.js`, which installs a process-wide dispatcher where it finds
 * none, for every extension's `fetch` too. It looks for one under this symbol. So this module puts
 * something there before undici is read, and `release` takes it away after; both happen in one turn
 * of the event loop, as modules that import each other are run without a break.
 */
const symbol = Symbol.for('undici.globalDispatcher.2');
const ours = !Reflect.has(globalThis, symbol);

if (ours) {
  const never = (): never => {
    throw new Error('Not for use.');
  };
  Object.defineProperty(globalThis, symbol, { value: { dispatch: never }, configurable: true });
}

export function release(): void {
  if (ours) Reflect.deleteProperty(globalThis, symbol);
}
