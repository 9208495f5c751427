import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Route, Services } from '../routes/route.ts';
import { Dispatcher } from './dispatch.ts';
import { asApiError, sendError } from './reply.ts';
import { Stats } from './stats.ts';

/** Longer than any client here keeps a connection, so that it is never the server that gives up. */
const KEEP_ALIVE = 75_000;

/** The HTTP side: one server on 127.0.0.1, and nothing but it. */
export class HttpServer {
  readonly stats = new Stats();
  readonly #log: (line: string) => void;
  #server: Server | undefined;

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  /** @returns the port @throws the system's error where it cannot be had */
  async listen(routes: readonly Route[], services: Services, port: number): Promise<number> {
    const dispatcher = new Dispatcher(routes, services);
    const server = createServer({ keepAliveTimeout: KEEP_ALIVE, requestTimeout: 30_000 });
    this.#server = server;
    server.on('connection', (socket) => {
      this.stats.connectionsOpened += 1;
      this.stats.connectionsOpen += 1;
      socket.setNoDelay(true);
      socket.once('close', () => (this.stats.connectionsOpen -= 1));
    });
    server.on('request', (request, response) => void this.#serve(dispatcher, request, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
        server.off('error', reject);
        resolve();
      });
    });
    return (server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (!server?.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  async #serve(to: Dispatcher, request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await to.dispatch(request, response);
    } catch (error) {
      if (request.errored || response.destroyed) return; // the client broke off; nobody to tell
      const told = asApiError(error);
      if (told.code === 510001) this.#log(`${request.method} ${request.url}: ${inspect(error)}`);
      await sendError(response, told);
    }
  }
}

function inspect(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
