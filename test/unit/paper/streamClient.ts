import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import type { WireStreamMessage } from '../../../src/venues/ascendex/wireStream.ts';
import type { Credentials, Desk } from './support.ts';

type Kind = WireStreamMessage['m'];
type Of<K extends Kind> = Extract<WireStreamMessage, { m: K }>;

/** Signs in as the reference says, and knows nothing of the server. */
export function signature(
  { secret }: Credentials,
  time: number,
  encoding: 'utf8' | 'base64' = 'utf8',
) {
  const key = Buffer.from(secret, encoding);
  return createHmac('sha256', key).update(`${time}+v2/stream`).digest('base64');
}

export function authHeaders(credentials: Credentials, time: number): Record<string, string> {
  return {
    'x-auth-key': credentials.apiKey,
    'x-auth-timestamp': String(time),
    'x-auth-signature': signature(credentials, time),
  };
}

/** A raw client of a stream: keeps everything it is sent, and waits for what it is asked for. */
export class StreamClient {
  readonly socket: WebSocket;
  readonly messages: WireStreamMessage[] = [];
  #read = 0;
  #wake: () => void = () => undefined;

  private constructor(url: string, headers: Record<string, string>) {
    this.socket = new WebSocket(url, { headers });
    this.socket.on('message', (data: Buffer) => {
      this.messages.push(JSON.parse(data.toString('utf8')) as WireStreamMessage);
      this.#wake();
    });
    this.socket.on('close', () => this.#wake());
    this.socket.on('error', () => this.#wake());
  }

  static async open(
    desk: Desk,
    options: { headers?: Record<string, string>; path?: string } = {},
  ): Promise<StreamClient> {
    const { wsUrl, accountGroup } = desk.exchange.ready;
    const path = options.path ?? `/${accountGroup}/api/pro/v2/stream`;
    const client = new StreamClient(wsUrl + path, options.headers ?? {});
    await once(client.socket, 'open');
    return client;
  }

  /** Signed in by headers. */
  static signedIn(desk: Desk, credentials: Credentials = desk.exchange.ready) {
    const path = `/${credentials.accountGroup}/api/pro/v2/stream`;
    return StreamClient.open(desk, { path, headers: authHeaders(credentials, desk.clock.time) });
  }

  /** An upgrade that is refused. @returns its status and body */
  static async refused(desk: Desk, headers: Record<string, string>, path?: string) {
    const { wsUrl, accountGroup } = desk.exchange.ready;
    const own = path ?? `/${accountGroup}/api/pro/v2/stream`;
    const { socket } = new StreamClient(wsUrl + own, headers);
    const [, response] = (await once(socket, 'unexpected-response')) as [never, IncomingMessage];
    const text = Buffer.concat((await response.toArray()) as Buffer[]).toString();
    return { status: response.statusCode, body: JSON.parse(text) };
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next message of a kind, whatever comes between. @throws where the stream ends first */
  async next<K extends Kind>(
    kind: K,
    matches: (message: Of<K>) => boolean = () => true,
  ): Promise<Of<K>> {
    for (;;) {
      for (; this.#read < this.messages.length; this.#read++) {
        const message = this.messages[this.#read] as Of<K>;
        if (message.m !== kind || !matches(message)) continue;
        this.#read += 1;
        return message;
      }
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error(`no ${kind}: it ended`);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async ask<K extends Kind>(message: object, kind: K): Promise<Of<K>> {
    this.send(message);
    return this.next(kind);
  }

  async subscribe(...channels: string[]): Promise<void> {
    for (const ch of channels) await this.ask({ op: 'sub', id: ch, ch }, 'sub');
  }

  /** Everything sent so far has been dealt with, and what it set off has arrived. */
  async settled(): Promise<void> {
    await this.ask({ op: 'ping' }, 'pong');
  }

  of<K extends Kind>(kind: K): Of<K>[] {
    return this.messages.filter((message): message is Of<K> => message.m === kind);
  }

  async ended(): Promise<void> {
    if (this.socket.readyState !== WebSocket.CLOSED) await once(this.socket, 'close');
  }

  close(): void {
    this.socket.terminate();
  }
}
