import type { PaperReady } from '../venues/ascendex/wire.ts';
import { PaperCore, type CoreOptions } from './core.ts';
import { HttpServer, type Certificate } from './http/server.ts';
import type { Services } from './routes/route.ts';

export interface PaperOptions extends CoreOptions {
  /** TCP port on 127.0.0.1; 0, the default, lets the system choose a free one. */
  readonly port?: number;
  /** Has it speak TLS. */
  readonly certificate?: Certificate;
}

/** A running exchange. Its parts are there for tests; clients use `ready`. */
export interface PaperExchange {
  readonly ready: PaperReady;
  readonly services: Services;
  /** Stops the market and closes every connection. */
  close(): Promise<void>;
}

/**
 * Starts an exchange on 127.0.0.1 with one account, one key and a market.
 * @throws the system's error where the port cannot be had (`code` EADDRINUSE or EACCES)
 */
export async function startPaperExchange(options: PaperOptions = {}): Promise<PaperExchange> {
  const core = new PaperCore(options);
  const server = new HttpServer(core);
  const { certificate } = options;
  const port = await server.listen(options.port ?? 0, certificate);
  core.start();
  const host = `127.0.0.1:${port}`;
  const s = certificate ? 's' : '';
  return {
    ready: {
      url: `http${s}://${host}`,
      wsUrl: `ws${s}://${host}`,
      accountGroup: core.account.identity.group,
      apiKey: core.key.key,
      secret: core.key.secret,
      seed: core.seed,
    },
    services: core.services,
    close: () => {
      core.stop();
      return server.close();
    },
  };
}
