// All that is used of undici. It weighs more than the rest of Order Desk together, so it is packaged as
// a file of its own (`esbuild.js`), which is read when the first request is to be sent: import this
// lazily. Its index is left alone, as it would set a process-wide dispatcher.
import type { Pool, ProxyAgent, WebSocket } from 'undici';

/** What opens connections straight to a host. */
export async function loadPool(): Promise<typeof Pool> {
  return (await import('undici/lib/dispatcher/pool.js')).default;
}

/** What opens connections through a proxy. */
export async function loadProxyAgent(): Promise<typeof ProxyAgent> {
  const [{ default: Agent }, { default: Base }, { default: tunnel }] = await Promise.all([
    import('undici/lib/dispatcher/proxy-agent.js'),
    import('undici/lib/dispatcher/dispatcher.js'),
    import('undici/lib/api/api-connect.js'),
  ]);
  // The proxy agent opens its tunnels by a method that undici's index would have added.
  if (!('connect' in Base.prototype)) Object.assign(Base.prototype, { connect: tunnel });
  return Agent;
}

export async function loadWebSocket(): Promise<typeof WebSocket> {
  return (await import('./undiciWebSocket.ts')).WebSocket;
}
