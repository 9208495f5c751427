import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { WebSocketServer, type WebSocket } from 'ws';
import { PaperCore } from '../../../src/paper/core.ts';
import { bodyOf } from '../../../src/paper/http/reply.ts';

/** A request as it came over the wire. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  /** Decoded, in the order they came. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** As it was written; empty where there is none. */
  readonly rawQuery: string;
  /** Names in lower case, in the order they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** A real server on 127.0.0.1 that keeps what it is sent, and has a paper exchange answer it. */
export interface Recorder {
  readonly core: PaperCore;
  readonly url: string;
  readonly wsUrl: string;
  readonly requests: Recorded[];
  /** Upgrades to streams. */
  readonly upgrades: Recorded[];
  /** What was said on streams, in the order it came. */
  readonly messages: string[];
  /** Says something on every stream. */
  say(text: string): void;
  close(): Promise<void>;
}

/** @param time what the exchange's clock says all the while, Unix ms */
export async function startRecorder(time: number): Promise<Recorder> {
  const after = (): (() => void) => () => undefined; // no ping and no tick comes of itself
  const core = new PaperCore({ seed: 7, orders: 6, frozen: true, now: () => time, after });
  const requests: Recorded[] = [];
  const upgrades: Recorded[] = [];
  const messages: string[] = [];
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer((request, response) => {
    void buffer(request).then(async (body) => {
      requests.push(recorded(request, body.toString()));
      const { method = '', url = '', headers } = request;
      const { answer } = await core.handle({ method, url, headers, body });
      if (answer === undefined) return void response.destroy();
      response.writeHead(answer.status, answer.headers).end(bodyOf(answer));
    });
  });
  server.on('upgrade', (request, socket, head) => {
    upgrades.push(recorded(request, ''));
    sockets.handleUpgrade(request, socket, head, (ws) => void talk(ws, request));
  });

  async function talk(ws: WebSocket, { method = '', url = '', headers }: IncomingMessage) {
    const said: string[] = [];
    ws.on('message', (data: Buffer) => {
      messages.push(data.toString());
      if (session === undefined) said.push(data.toString());
      else session.receive(data.toString());
    });
    const link = {
      send: (text: string) => ws.send(text),
      close: () => ws.close(),
      destroy: () => ws.terminate(),
      buffered: () => ws.bufferedAmount,
    };
    const { session } = await core.connect({ method, url, headers }, link);
    if (session === undefined) return ws.terminate();
    ws.on('close', () => session.end());
    session.start();
    for (const text of said) session.receive(text);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ core, requests, upgrades, messages, url: `http://${host}`, wsUrl: `ws://${host}` },
    say: (text) => sockets.clients.forEach((ws) => ws.send(text)),
    close: () =>
      new Promise((resolve) => {
        core.stop();
        for (const ws of sockets.clients) ws.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function recorded({ method = '', url = '', rawHeaders }: IncomingMessage, body: string): Recorded {
  const [path = '', rawQuery = ''] = url.split(/\?(.*)/s, 2);
  const headers = rawHeaders.flatMap((name, i): [string, string][] =>
    i % 2 === 0 ? [[name.toLowerCase(), rawHeaders[i + 1] ?? '']] : [],
  );
  return { method, path, query: [...new URLSearchParams(rawQuery)], rawQuery, headers, body };
}
