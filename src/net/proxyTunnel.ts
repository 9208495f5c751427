import type { Dispatcher, Pool } from 'undici';
import { describe } from './call.ts';
import { failureCodes } from './failures.ts';

/** Trouble between this machine and its proxy: nothing reached the host. Names no user and no password. */
class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Throws where requests cannot go through this proxy: they must not go past it instead. */
export function checkProxy(proxy: string): void {
  try {
    const { protocol, username, password } = new URL(proxy);
    if (/^https?:$/.test(protocol) && decodeURIComponent(username + password) !== undefined) return;
  } catch {
    // No address, or a sign-in that is not encoded. Both are said below, without their text.
  }
  throw new ProxyError(failureCodes.proxyKind, 'No http:// or https:// address of a proxy.');
}

/** Has the connections to a proxy say what went wrong there, in codes of their own. */
export function tellingTunnels(pool: Pool, { host }: URL): Pool {
  const open = pool.connect.bind(pool);
  const connect = async (options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> => {
    const tunnel = await open(options).catch((error: unknown) => {
      throw new ProxyError(failureCodes.proxyDown, `${host}: ${describe(error).message}`);
    });
    const { statusCode, socket } = tunnel;
    if (statusCode === 200) return tunnel;
    socket.on('error', () => undefined).destroy();
    const code = statusCode === 407 ? failureCodes.proxySignIn : failureCodes.proxyRefused;
    throw new ProxyError(code, `${host}: HTTP ${statusCode}`);
  };
  return Object.assign(pool, { connect });
}
