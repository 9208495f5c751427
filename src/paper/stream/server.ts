import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { PaperCore } from '../core.ts';
import { endConnection, wireBytes } from '../http/deliver.ts';
import type { Handled } from '../http/transport.ts';
import { FrameWriter } from './frameWriter.ts';
import type { StreamSession } from './session.ts';

/** Longer than any message of the dialect. Bytes. */
const MAX_MESSAGE = 64 * 1024;

/** Puts streams on WebSockets. Everything that is said on them is the session's business. */
export class StreamServer {
  readonly #core: PaperCore;
  readonly #server = new WebSocketServer({
    ...{ noServer: true, clientTracking: false, maxPayload: MAX_MESSAGE },
    perMessageDeflate: false,
  });

  constructor(core: PaperCore) {
    this.#core = core;
    this.#server.on('wsClientError', (_error, socket) => socket.destroy());
  }

  /** Answers an upgrade: by a stream, or by why not. */
  async upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const { log } = this.#core.services;
    let webSocket: WebSocket | undefined;
    const frames = new FrameWriter(socket);
    socket.on('error', () => webSocket?.terminate()); // the client broke off; `close` follows
    try {
      const connected = await this.#core.connect(
        { method, url, headers },
        {
          // Nothing may follow the farewell, whichever side said it.
          send: (text) => {
            if (webSocket?.readyState === WebSocket.OPEN) frames.send(text);
          },
          close: () => {
            frames.flush();
            webSocket?.close();
          },
          destroy: () => {
            frames.flush(); // what was said before it breaks off is on its way
            webSocket?.terminate();
          },
          buffered: () => frames.waiting,
        },
      );
      if (connected.session === undefined) {
        refuse(socket, connected.refused);
        return;
      }
      const { session } = connected;
      socket.once('close', () => session.end());
      if (socket.destroyed) {
        session.end();
        return;
      }
      this.#server.handleUpgrade(request, socket, head, (opened) => {
        webSocket = opened;
        attend(opened, session);
      });
    } catch (error) {
      log(`${method} ${url}: no stream: ${String(error)}`);
      socket.destroy();
    }
  }
}

function attend(webSocket: WebSocket, session: StreamSession): void {
  webSocket.on('message', (data: Buffer) => session.receive(data.toString('utf8')));
  webSocket.on('close', () => session.end());
  webSocket.on('error', () => session.end()); // a frame against the rules; ws closes it
  session.start();
}

function refuse(socket: Socket, { answer, delivery }: Handled): void {
  if (delivery.kind === 'silence') return;
  if (delivery.kind === 'reset' || delivery.kind === 'close' || answer === undefined) {
    endConnection(socket, delivery.kind === 'reset' ? 'reset' : 'close');
    return;
  }
  const headers = { ...answer.headers, connection: 'close' };
  const bytes = wireBytes({ ...answer, headers });
  const end = delivery.kind === 'cut' ? delivery.at : bytes.length;
  endConnection(socket, 'close', bytes.subarray(0, end));
}
