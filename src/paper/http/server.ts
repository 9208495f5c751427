import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { PaperCore } from '../core.ts';
import { StreamServer } from '../stream/server.ts';
import { readBytes } from './body.ts';
import { deliver } from './deliver.ts';

/** Longer than any client here keeps a connection, so that it is never the server that gives up. */
const KEEP_ALIVE = 75_000;

/** What a server shows to be trusted, and its key, both as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** The exchange on a socket: one server on 127.0.0.1, and nothing but it. Several may share one core. */
export class HttpServer {
  readonly #core: PaperCore;
  readonly #streams: StreamServer;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #opened = 0;

  constructor(core: PaperCore) {
    this.#core = core;
    this.#streams = new StreamServer(core);
  }

  /** TCP connections that it has accepted so far. */
  get connectionsOpened(): number {
    return this.#opened;
  }

  /**
   * @param certificate has it speak TLS
   * @returns the port @throws the system's error where it cannot be had
   */
  async listen(port: number, certificate?: Certificate): Promise<number> {
    const { stats } = this.#core.services;
    const options = { keepAliveTimeout: KEEP_ALIVE, requestTimeout: 30_000 };
    const server = certificate
      ? createSecureServer({ ...options, ...certificate })
      : createServer(options);
    this.#server = server;
    server.on('connection', (socket: Socket) => {
      this.#opened += 1;
      stats.connectionsOpened += 1;
      stats.connectionsOpen += 1;
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.once('close', () => {
        stats.connectionsOpen -= 1;
        this.#sockets.delete(socket);
      });
    });
    server.on('request', (request, response) => void this.#serve(request, response));
    server.on('upgrade', (request, socket, head) => {
      void this.#streams.upgrade(request, socket as Socket, head);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
        server.off('error', reject);
        resolve();
      });
    });
    return (server.address() as AddressInfo).port;
  }

  /** Closes every connection, streams too. */
  async close(): Promise<void> {
    const server = this.#server;
    if (!server?.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '/', headers } = request;
    const { clock, log } = this.#core.services;
    try {
      const body = (): Promise<Uint8Array> => readBytes(request);
      const handled = await this.#core.handle({ method, url, headers, body });
      await deliver(response, handled, clock);
    } catch (error) {
      log(`${method} ${url}: the answer could not be sent: ${String(error)}`);
      response.destroy();
    }
  }
}
