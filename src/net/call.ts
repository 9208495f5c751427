import type { Dispatcher } from 'undici';
import { systemStopwatch, type Stopwatch } from '../common/clock.ts';
import { failureCodes } from './failures.ts';
import type { FailureStage, HeaderList, Transcript } from './transcript.ts';

/** What came of a call, before it is made into a transcript. */
export interface CallResult {
  readonly response: Transcript['response'];
  readonly failure: Transcript['failure'];
  /** Milliseconds since the call was made. */
  readonly timings: Transcript['timings'];
}

/**
 * Follows one request through undici and knows at every moment how far it got. undici writes the
 * whole request in the turn in which it calls `onRequestStart` (`lib/dispatcher/client-h1.js`), and
 * writes nothing when that throws: so up to there nothing was sent, and from there on all of it may
 * have been.
 */
export class Call implements Dispatcher.DispatchHandler {
  readonly result: Promise<CallResult>;
  readonly #maxBodyBytes: number;
  readonly #stopwatch: Stopwatch;
  readonly #began: number;
  readonly #chunks: Buffer[] = [];
  #settle!: (result: CallResult) => void;
  #stage: FailureStage = 'connect';
  #controller: Dispatcher.DispatchController | undefined;
  #status: { status: number; statusText: string; headers: HeaderList } | undefined;
  #bytes = 0;
  #sentAt: number | undefined;
  #headersAt: number | undefined;
  #over = false;

  constructor(maxBodyBytes: number, stopwatch = systemStopwatch) {
    this.#maxBodyBytes = maxBodyBytes;
    this.#stopwatch = stopwatch;
    this.#began = stopwatch.elapsed();
    this.result = new Promise((resolve) => (this.#settle = resolve));
  }

  /** Ends the call now. A request that still waits for a connection will never be written. */
  giveUp(code: string, message: string): void {
    this.#finish({ code, message });
    this.#controller?.abort(new Error(message));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#over) throw new Error('The call was given up before it was sent.');
    // Nothing here retries; should undici ever, a cancel must still not go out a second time.
    if (this.#controller) {
      throw Object.assign(new Error('Not sent twice.'), { code: failureCodes.twice });
    }
    this.#controller = controller;
    this.#stage = 'send';
  }

  onRequestSent(): void {
    this.#sentAt = this.#elapsed();
    if (this.#stage === 'send') this.#stage = 'headers';
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _headers: unknown,
    statusText = '',
  ): void {
    if (status < 200) return;
    this.#headersAt = this.#elapsed();
    this.#stage = 'body';
    this.#status = { status, statusText, headers: pairs(controller.rawHeaders) };
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#over) return;
    const room = this.#maxBodyBytes - this.#bytes;
    this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    this.#bytes += Math.min(chunk.length, room);
    if (chunk.length <= room) return;
    this.giveUp(failureCodes.tooLarge, `The answer is longer than ${this.#maxBodyBytes} bytes.`);
  }

  onResponseEnd(): void {
    this.#finish(undefined);
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: unknown): void {
    this.#finish(describe(error));
  }

  #elapsed(): number {
    return this.#stopwatch.elapsed() - this.#began;
  }

  #finish(failure: { code: string; message: string } | undefined): void {
    if (this.#over) return;
    this.#over = true;
    // Memory of its own: a pooled buffer would carry its neighbours' bytes along.
    const body = new Uint8Array(this.#bytes);
    let at = 0;
    for (const chunk of this.#chunks.splice(0)) {
      body.set(chunk, at);
      at += chunk.length;
    }
    this.#settle({
      response: this.#status && { ...this.#status, body, complete: failure === undefined },
      failure: failure && { stage: this.#stage, ...failure },
      timings: { sent: this.#sentAt, headers: this.#headersAt, total: this.#elapsed() },
    });
  }
}

/** Header lines as they came, from undici's flat list. */
export function pairs(raw: Dispatcher.DispatchController['rawHeaders']): HeaderList {
  if (!Array.isArray(raw)) return [];
  const list: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) list.push([text(raw[i]), text(raw[i + 1])]);
  return list;
}

/** Header bytes are Latin-1 on the wire. */
function text(value: Buffer | string | undefined): string {
  return typeof value === 'string' ? value : (value?.toString('latin1') ?? '');
}

/** An error's code and words; both are always there. */
export function describe(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  // Node's error for several addresses tried in vain has a code and no message.
  return { code, message: error.message || code };
}
