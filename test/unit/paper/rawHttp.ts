import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { Desk } from './support.ts';

/** What came back on a bare socket, to the byte. */
export interface RawAnswer {
  readonly bytes: Buffer;
  readonly head: string;
  readonly body: Buffer;
  /** How the connection ended; `open` where it did not. */
  readonly end: 'closed' | 'reset' | 'open';
}

function requestText(desk: Desk, call: string, body: string): string {
  const [method = '', path = ''] = call.split(' ');
  const { apiKey, secret, accountGroup } = desk.exchange.ready;
  const prehash = `v2/futures/${path.split('?')[0]}`;
  const time = String(desk.clock.time);
  const sign = createHmac('sha256', secret).update(`${time}+${prehash}`).digest('base64');
  return [
    `${method} /${accountGroup}/api/pro/v2/futures/${path} HTTP/1.1`,
    ...['host: 127.0.0.1', `x-auth-key: ${apiKey}`, `x-auth-timestamp: ${time}`],
    ...[`x-auth-signature: ${sign}`, `content-length: ${Buffer.byteLength(body)}`],
    ...(body === '' ? [] : ['content-type: application/json']),
    ...['', body],
  ].join('\r\n');
}

function read(bytes: Buffer, end: RawAnswer['end']): RawAnswer {
  const split = bytes.indexOf('\r\n\r\n');
  const head = bytes.subarray(0, Math.max(0, split)).toString();
  return { bytes, head, body: split < 0 ? Buffer.alloc(0) : bytes.subarray(split + 4), end };
}

/** A signed request on a socket of its own, such as `DELETE order`. */
export class RawRequest {
  readonly socket: Socket;
  readonly #chunks: Buffer[] = [];
  #end: RawAnswer['end'] = 'open';

  constructor(desk: Desk, call: string, body: object | undefined = undefined) {
    const { hostname, port } = new URL(desk.url);
    this.socket = connect(Number(port), hostname);
    this.socket.setMaxListeners(0); // one for each piece of a long answer
    this.socket.write(requestText(desk, call, body === undefined ? '' : JSON.stringify(body)));
    this.socket.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    this.socket.on('error', () => (this.#end = 'reset'));
    this.socket.on('end', () => (this.#end = 'closed'));
  }

  get sofar(): RawAnswer {
    return read(Buffer.concat(this.#chunks), this.#end);
  }

  /** Waits until the connection ends, or as much has come as the head says and nothing more. */
  async answer(): Promise<RawAnswer> {
    for (;;) {
      const { head, body, end } = this.sofar;
      const length = /content-length: (\d+)/i.exec(head)?.[1];
      if (end !== 'open' || (length !== undefined && body.length >= Number(length))) break;
      await new Promise((resolve) => {
        this.socket.once('data', resolve).once('close', resolve);
      });
    }
    this.socket.destroy();
    return this.sofar;
  }
}
