import * as net from 'node:net';
import * as tls from 'node:tls';
import { testCertificate, testKey } from './testCertificate.ts';

/** A request as it came in. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** In the order and the case they came in. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** Which connection it came on, counted from 1. */
  readonly connection: number;
}

/** What the host does once it has read a whole request. */
export type Answer = (socket: net.Socket, request: SeenRequest) => void;

export interface FaultyHost {
  /** Applies to the requests that come from now on. */
  answer: Answer;
  readonly origin: string;
  readonly port: number;
  readonly requests: readonly SeenRequest[];
  /** How many connections were opened so far. */
  readonly connections: number;
  /** Trouble on the host's own sockets, such as a client that went away. */
  readonly errors: readonly Error[];
  /** Resolves when `count` requests came in since the start. */
  received(count: number): Promise<void>;
  /** Breaks every open connection and stops. */
  close(): Promise<void>;
}

export interface FaultyHostOptions {
  /** Speak TLS with a certificate that nobody trusts; {@link testCertificate} is what to trust. */
  readonly tls?: boolean;
  /** Take the connection and never begin the TLS handshake. */
  readonly mute?: boolean;
  readonly answer?: Answer;
}

/** Starts a real server on 127.0.0.1 that misbehaves as it is told. Needs nothing but Node. */
export async function startFaultyHost(options: FaultyHostOptions = {}): Promise<FaultyHost> {
  const requests: SeenRequest[] = [];
  const errors: Error[] = [];
  const sockets = new Set<net.Socket>();
  const waiting: { count: number; done: () => void }[] = [];
  let connections = 0;

  const server =
    options.tls && !options.mute
      ? tls.createServer({ cert: testCertificate, key: testKey })
      : net.createServer();
  server.on('tlsClientError', (error: Error) => errors.push(error));
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('error', (error) => errors.push(error));
    socket.on('close', () => sockets.delete(socket));
  });
  server.on(
    options.tls && !options.mute ? 'secureConnection' : 'connection',
    (socket: net.Socket) => {
      const connection = ++connections;
      sockets.add(socket);
      socket.on('error', (error) => errors.push(error));
      socket.on('close', () => sockets.delete(socket));
      if (options.mute) return;
      readRequests(socket, (request) => {
        requests.push({ ...request, connection });
        for (const one of waiting) if (requests.length >= one.count) one.done();
        host.answer(socket, { ...request, connection });
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const { port } = server.address() as net.AddressInfo;
  const host: FaultyHost = {
    answer: options.answer ?? json({ code: 0, data: {} }),
    origin: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    requests,
    errors,
    get connections() {
      return connections;
    },
    received: (count) =>
      new Promise((done) => {
        if (requests.length >= count) done();
        else waiting.push({ count, done });
      }),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        for (const socket of sockets) socket.destroy();
      }),
  };
  return host;
}

/** An origin on this machine at which nobody listens. */
export async function refusingOrigin(): Promise<string> {
  const host = await startFaultyHost();
  await host.close();
  return host.origin;
}

function readRequests(
  socket: net.Socket,
  onRequest: (request: Omit<SeenRequest, 'connection'>) => void,
): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const end = pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const [first = '', ...lines] = pending.toString('latin1', 0, end).split('\r\n');
      const [method = '', path = ''] = first.split(' ');
      const headers = lines.map((line): [string, string] => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 1).trim()];
      });
      const given = headers.find(([name]) => name.toLowerCase() === 'content-length');
      const bodyEnd = end + 4 + Number(given?.[1] ?? 0);
      if (pending.length < bodyEnd) return;
      const body = pending.toString('utf8', end + 4, bodyEnd);
      pending = pending.subarray(bodyEnd);
      onRequest({ method, path, headers, body });
    }
  });
}

/** A well-formed answer. `body` is sent as it is when it is a text, as JSON otherwise. */
export function json(
  body: unknown,
  more: { status?: number; headers?: Readonly<Record<string, string>> } = {},
): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const head = message(text, {
    ...more,
    headers: { 'Content-Type': 'application/json', ...more.headers },
  });
  return (socket) => void socket.write(head);
}

/** The text of a whole answer, its Content-Length right unless the headers say otherwise. */
export function message(
  body: string,
  more: { status?: number; headers?: Readonly<Record<string, string>> } = {},
): string {
  const headers = { 'Content-Length': String(Buffer.byteLength(body)), ...more.headers };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${more.status ?? 200} Whatever\r\n${lines.join('')}\r\n${body}`;
}
