import type { Dispatcher } from 'undici';

type Handler = Dispatcher.DispatchHandler;
type Controller = Dispatcher.DispatchController;

/** An error as Node and undici make them. */
export function failure(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

/** How a connection ends: in good order, or not. */
export type Ending = 'close' | 'reset';

/**
 * Reads the bytes of one answer as undici's parser does, and tells its handler the same: in
 * `lib/dispatcher/client-h1.js` see `onMessageComplete`, `onHttpSocketEnd` and `onHttpSocketError`.
 */
export class AnswerReader {
  readonly #handler: Handler;
  readonly #controller: Controller & { rawHeaders?: string[] };
  #head = Buffer.alloc(0);
  #left: number | undefined;
  #keepAlive = true;
  #over = false;

  constructor(handler: Handler, controller: Controller) {
    this.#handler = handler;
    this.#controller = controller as Controller & { rawHeaders?: string[] };
  }

  /** Whether the handler was told how it ended. */
  get over(): boolean {
    return this.#over;
  }

  /** Whether the head was read. */
  get begun(): boolean {
    return this.#left !== undefined;
  }

  take(bytes: Buffer): void {
    if (this.#over) return;
    if (this.#left !== undefined) return this.#takeBody(bytes);
    this.#head = Buffer.concat([this.#head, bytes]);
    const end = this.#head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const [line = '', ...lines] = this.#head.toString('latin1', 0, end).split('\r\n');
    const [, status = '', words = ''] = /^HTTP\/1\.1 (\d{3}) (.*)$/.exec(line) ?? [];
    const headers = lines.map((each) => each.split(/: (.*)/s, 2) as [string, string]);
    this.#controller.rawHeaders = headers.flat();
    this.#keepAlive = !headers.some(([name, value]) => name === 'connection' && value === 'close');
    this.#left = Number(headers.find(([name]) => name === 'content-length')?.[1] ?? 0);
    this.#handler.onResponseStart?.(
      this.#controller,
      Number(status),
      Object.fromEntries(headers),
      words,
    );
    this.#takeBody(this.#head.subarray(end + 4));
  }

  /** The connection ended. */
  end(how: Ending): void {
    if (this.#over) return;
    if (this.#left !== undefined && !this.#keepAlive) {
      const code = 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';
      return this.fail(failure(code, 'Response body length does not match content-length header'));
    }
    this.fail(
      how === 'reset'
        ? failure('ECONNRESET', 'read ECONNRESET')
        : failure('UND_ERR_SOCKET', 'other side closed'),
    );
  }

  fail(error: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#handler.onResponseError?.(this.#controller, error);
  }

  /** What comes after the length that was told is thrown away with the connection. */
  #takeBody(bytes: Buffer): void {
    const left = this.#left ?? 0;
    const mine = bytes.subarray(0, left);
    this.#left = left - mine.length;
    if (mine.length > 0) this.#handler.onResponseData?.(this.#controller, mine);
    if (this.#left > 0 || this.#over) return;
    this.#over = true;
    this.#handler.onResponseEnd?.(this.#controller, {});
  }
}
