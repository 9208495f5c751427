import type { Dispatcher } from 'undici';
import type { HttpLimits } from './limits.ts';
import { checkProxy, tellingTunnels } from './proxyTunnel.ts';

/** How to reach a host: through which proxy, trusting whom. */
export interface ConnectOptions {
  /** `http://user:password@proxy:3128`; `undefined` to connect directly. */
  readonly proxy?: string | undefined;
  /** A `Proxy-Authorization` header, in place of what the proxy's address says. The proxy alone gets it. */
  readonly proxyAuthorization?: string | undefined;
  /** Hosts that are reached directly: `example.com` (and below it), `.example.com`, `host:port`, `*`. */
  readonly noProxy?: readonly string[] | undefined;
  /** Certificates to trust, in PEM, in place of Node's own list: pass the whole list. */
  readonly ca?: readonly string[] | undefined;
  /** False accepts any certificate. True where missing. */
  readonly rejectUnauthorized?: boolean | undefined;
}

/** Makes the connections of one client. The default is {@link createDispatcher}. */
export type DispatcherFactory = (
  origin: URL,
  connect: ConnectOptions,
  limits: HttpLimits,
) => Promise<Dispatcher>;

const keepAliveTimeout = 60_000;

/**
 * An undici dispatcher for one origin: keep-alive, one request at a time on a connection, HTTP/1.1
 * alone (how far a request got is known for that). undici is loaded here and not before.
 */
export const createDispatcher: DispatcherFactory = async (origin, connect, limits) => {
  const tls = {
    rejectUnauthorized: connect.rejectUnauthorized ?? true,
    ...(connect.ca ? { ca: [...connect.ca] } : {}),
  };
  const common = {
    allowH2: false,
    pipelining: 1,
    connections: limits.connections,
    keepAliveTimeout,
    headersTimeout: limits.headersTimeout,
    bodyTimeout: limits.bodyTimeout,
  };
  const { loadPool, loadProxyAgent } = await import('./undiciParts.ts');
  if (connect.proxy === undefined || isDirect(origin, connect.noProxy ?? [])) {
    const Pool = await loadPool();
    return new Pool(origin.origin, {
      ...common,
      connect: { ...tls, timeout: limits.connectTimeout },
    });
  }
  checkProxy(connect.proxy);
  const [Pool, ProxyAgent] = await Promise.all([loadPool(), loadProxyAgent()]);
  return new ProxyAgent({
    ...common,
    uri: connect.proxy,
    ...(connect.proxyAuthorization ? { token: connect.proxyAuthorization } : {}),
    clientFactory: (url, options) =>
      tellingTunnels(new Pool(url, { ...options, headersTimeout: limits.connectTimeout }), url),
    proxyTunnel: true,
    connectTimeout: limits.connectTimeout,
    requestTls: tls,
    proxyTls: tls,
  });
};

/** Whether `noProxy` names this host. This machine itself never goes through a proxy. */
export function isDirect(origin: URL, noProxy: readonly string[]): boolean {
  const host = bare(origin.hostname);
  if (host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)) return true;
  const port = origin.port || (origin.protocol === 'https:' ? '443' : '80');
  return noProxy.some((entry) => {
    // An IPv6 address without brackets has no port.
    const [, name = '', only] =
      /^(\[.*\]|[^:]*|.*:.*:.*)(?::(\d+))?$/.exec(entry.trim().toLowerCase()) ?? [];
    if (name === '' || (only !== undefined && only !== port)) return false;
    const domain = bare(name.replace(/^\*?\./, ''));
    return name === '*' || host === domain || host.endsWith(`.${domain}`);
  });
}

function bare(host: string): string {
  return host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}
