import type { Duplex } from 'node:stream';
import type { Dispatcher } from 'undici';
import { describe, pairs } from './call.ts';
import { failureCodes } from './failures.ts';
import type { FailureStage, HeaderList, Transcript } from './transcript.ts';

/** More of a refusal's body is not read, bytes. */
const maxRefusal = 64 * 1024;

/**
 * Stands between undici's WebSocket and the connection, and keeps what the WebSocket does not tell:
 * how far the upgrade got, what the host said where it refused, and the connection itself, which
 * can thereby be ended for certain.
 */
export class Upgrade implements Dispatcher.DispatchHandler {
  readonly #inner: Dispatcher.DispatchHandler;
  readonly #began = performance.now();
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #controller: Dispatcher.DispatchController | undefined;
  #status: { status: number; statusText: string; headers: HeaderList } | undefined;
  #stage: FailureStage = 'connect';
  #sentAt: number | undefined;
  #headersAt: number | undefined;
  #failure: { code: string; message: string } | undefined;
  #connection: Duplex | undefined;
  #complete = false;
  #endedByPeer = false;

  constructor(inner: Dispatcher.DispatchHandler) {
    this.#inner = inner;
  }

  /** True once the host has agreed. */
  get done(): boolean {
    return this.#connection !== undefined;
  }

  /** Whether the peer closed or broke the connection; false where this side did. */
  get endedByPeer(): boolean {
    return this.#endedByPeer;
  }

  /** What is known of the upgrade, in a transcript's terms; secrets are not taken out yet. */
  result(): Pick<Transcript, 'response' | 'failure' | 'timings'> {
    const body = new Uint8Array(Buffer.concat(this.#chunks));
    return {
      response: this.#status && { ...this.#status, body, complete: this.#complete },
      failure: this.#failure && { stage: this.#stage, ...this.#failure },
      timings: {
        sent: this.#sentAt,
        headers: this.#headersAt,
        total: performance.now() - this.#began,
      },
    };
  }

  /**
   * Reads no more than a chunk in a turn of the event loop, so that all else which waits for the loop comes between
   * two of them, however much the peer sends. Node alone reads up to 32 in one turn, which is 2 MiB. To be called
   * once the WebSocket listens: where that holds the connection back itself, it is left alone.
   */
  takeTurns(): void {
    const connection = this.#connection;
    connection?.on('data', () => {
      if (connection.isPaused()) return;
      connection.pause();
      setImmediate(() => connection.resume());
    });
  }

  /** Ends the upgrade or the connection now; what was written before still goes out. */
  end(code: string, message: string): void {
    this.#fail({ code, message });
    if (this.#connection) {
      this.#connection.end();
      this.#connection.destroy();
    } else this.#controller?.abort(new Error(message));
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    if (this.#failure) throw new Error('The upgrade was given up before it was sent.');
    this.#controller = controller;
    this.#stage = 'send';
    this.#inner.onRequestStart?.(controller, context);
  }

  onRequestSent(): void {
    this.#sentAt = performance.now() - this.#began;
    if (this.#stage === 'send') this.#stage = 'headers';
  }

  onRequestUpgrade(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Parameters<NonNullable<Dispatcher.DispatchHandler['onRequestUpgrade']>>[2],
    connection: Duplex,
  ): void {
    this.#answered(status, 'Switching Protocols', controller);
    this.#complete = true;
    this.#connection = connection;
    connection.once('end', () => (this.#endedByPeer = true));
    connection.once('error', () => (this.#endedByPeer = true));
    this.#inner.onRequestUpgrade?.(controller, status, headers, connection);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _headers: unknown,
    statusText = '',
  ): void {
    if (status < 200) return;
    this.#stage = 'body';
    this.#answered(status, statusText, controller);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const room = maxRefusal - this.#bytes;
    this.#chunks.push(chunk.subarray(0, room));
    this.#bytes += Math.min(chunk.length, room);
    if (chunk.length <= room) return;
    const message = `The answer is longer than ${maxRefusal} bytes.`;
    this.#fail({ code: failureCodes.tooLarge, message });
    controller.abort(new Error(message));
  }

  onResponseEnd(controller: Dispatcher.DispatchController): void {
    this.#complete = true;
    this.#inner.onResponseError?.(controller, new Error('The upgrade was refused.'));
  }

  onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(describe(error));
    this.#inner.onResponseError?.(controller, error);
  }

  #answered(
    status: number,
    statusText: string,
    { rawHeaders }: Dispatcher.DispatchController,
  ): void {
    this.#headersAt = performance.now() - this.#began;
    this.#status = { status, statusText, headers: pairs(rawHeaders) };
  }

  #fail(failure: { code: string; message: string }): void {
    if (!this.done) this.#failure ??= failure;
  }
}
