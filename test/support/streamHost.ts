import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { testCertificate, testKey } from './testCertificate.ts';

/** One client's connection, as the host sees it. */
export interface StreamClient {
  readonly socket: WebSocket;
  /** The connection below, to be cut. */
  readonly connection: Socket;
  /** Headers of the upgrade. */
  readonly headers: IncomingMessage['headers'];
  readonly path: string;
  /** What it sent, in order. */
  readonly received: readonly string[];
}

export interface StreamHost {
  readonly port: number;
  readonly origin: string;
  readonly url: string;
  readonly clients: readonly StreamClient[];
  /** Connections open now, and the most there ever were at once. */
  readonly open: number;
  readonly mostOpen: number;
  /** Answers an upgrade in place of agreeing to it; agrees where it answers nothing. */
  onUpgrade: ((socket: Socket, request: IncomingMessage) => 'taken' | 'agree') | undefined;
  onClient: ((client: StreamClient) => void) | undefined;
  onMessage: ((client: StreamClient, text: string) => void) | undefined;
  /** Answers requests that are no upgrades. */
  onRequest: ((path: string) => unknown) | undefined;
  /** Resolves with the client of this number, counted from 1, once it has connected. */
  client(count: number): Promise<StreamClient>;
  /** Resolves once `condition` holds; it is looked at whenever anything happens here. */
  until(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** Starts a real WebSocket server on 127.0.0.1 that does as it is told and no more. */
export async function startStreamHost(options: { tls?: boolean } = {}): Promise<StreamHost> {
  const clients: StreamClient[] = [];
  const waiting = new Set<() => void>();
  const happened = (): void => [...waiting].forEach((look) => look());
  const connections = new Set<Socket>();
  let mostOpen = 0;
  const server = options.tls
    ? createTlsServer({ cert: testCertificate, key: testKey })
    : createServer();
  server.on('request', (request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(host.onRequest?.(request.url ?? '') ?? { code: 100002 }));
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    connections.add(socket);
    mostOpen = Math.max(mostOpen, connections.size);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      connections.delete(socket);
      happened();
    });
    happened();
    if (host.onUpgrade?.(socket, request) === 'taken') {
      // Unread, it would never show that the client went away.
      socket.on('end', () => socket.destroy());
      socket.resume();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const received: string[] = [];
      const { headers, url: path = '' } = request;
      const client = { socket: ws, connection: socket, headers, path, received };
      ws.on('error', () => undefined);
      ws.on('message', (data: Buffer) => {
        received.push(data.toString());
        host.onMessage?.(client, data.toString());
        happened();
      });
      clients.push(client);
      host.onClient?.(client);
      happened();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host: StreamHost = {
    port,
    origin: `http${options.tls ? 's' : ''}://127.0.0.1:${port}`,
    url: `ws${options.tls ? 's' : ''}://127.0.0.1:${port}`,
    clients,
    onUpgrade: undefined,
    onClient: undefined,
    onMessage: undefined,
    onRequest: undefined,
    get open() {
      return connections.size;
    },
    get mostOpen() {
      return mostOpen;
    },
    client: async (count) => {
      await host.until(() => clients.length >= count);
      return clients[count - 1] as StreamClient;
    },
    until: (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        for (const { socket } of clients) socket.terminate();
        for (const connection of connections) connection.destroy();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return host;
}
