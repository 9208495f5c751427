import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { HttpLimits } from '../../src/net/limits.ts';
import type { ExchangeRequest, Handled } from '../../src/paper/http/transport.ts';
import { wireBytes } from '../../src/paper/http/deliver.ts';
import { bodyOf } from '../../src/paper/http/reply.ts';
import { AnswerReader, failure, type Ending } from './answerReader.ts';
import type { ClientEnd } from './network.ts';

type Options = Dispatcher.DispatchOptions;
type Handler = Dispatcher.DispatchHandler;

/** Longest that a request lingers on a connection that its sender takes for broken, ms. */
const LINGERS = 4_000;
/** A new order is to be looked for as long as it may still come: it may linger for longer, ms. */
const STRANDED = 25_000;

/** Carries requests to an exchange in this process, and tells the client what undici would. */
export class MemoryDispatcher {
  readonly #end: ClientEnd;
  readonly #limits: HttpLimits;
  #destroyed = false;

  constructor(end: ClientEnd, limits: HttpLimits) {
    this.#end = end;
    this.#limits = limits;
  }

  dispatch(options: Options, handler: Handler): boolean {
    const { network } = this.#end;
    const { controller, reader } = this.#controlled(handler);
    const stranded = network.strands(options);
    const fault = stranded ? network.count('net-reset-sending') : network.fault();
    network.time.after(network.latency(), () => {
      if (this.#destroyed) return reader.fail(failure('UND_ERR_DESTROYED', 'Destroyed.'));
      if (fault === 'net-refused') {
        return reader.fail(failure('ECONNREFUSED', 'connect ECONNREFUSED'));
      }
      try {
        handler.onRequestStart?.(controller, {});
      } catch (error) {
        return reader.fail(error as Error);
      }
      if (fault === 'net-reset-sending') {
        // The bytes may be on their way all the same, and be late.
        const most = stranded ? STRANDED : LINGERS;
        const comes = stranded || network.random.chance(1, 2);
        const late = comes ? network.random.integer(0, most) : undefined;
        if (late !== undefined) {
          network.lingering += 1;
          network.time.after(late, () => {
            network.lingering -= 1;
            void network.core.handle(requestOf(options));
          });
        }
        return reader.fail(failure('ECONNRESET', 'write ECONNRESET'));
      }
      (handler as { onRequestSent?: () => void }).onRequestSent?.();
      this.#expect(reader);
      const broken = fault === 'net-reset-receiving' ? network.random.integer(0, 600) : undefined;
      network.time.after(network.latency(), () => {
        void network.core.handle(requestOf(options)).then((handled) => {
          if (broken !== undefined)
            this.#send(reader, bytesOf(handled).subarray(0, broken), 'reset');
          else this.#deliver(reader, handled);
        });
      });
    });
    return true;
  }

  destroy(): Promise<void> {
    this.#destroyed = true;
    return Promise.resolve();
  }

  #controlled(handler: Handler) {
    const controller = {
      ...{ aborted: false, paused: false, reason: null, rawHeaders: [], rawTrailers: [] },
      abort: (reason: Error): void => {
        controller.aborted = true;
        callOff();
        reader.fail(reason);
      },
      ...{ pause: () => undefined, resume: () => undefined },
    };
    const reader = new WatchedReader(handler, controller);
    const callOff = (): void => reader.callOff();
    return { controller, reader };
  }

  /** Gives up as undici does: no head in time, or no more of the body. */
  #expect(reader: WatchedReader): void {
    const { headersTimeout, bodyTimeout } = this.#limits;
    const [ms, code] = reader.begun
      ? [bodyTimeout, 'UND_ERR_BODY_TIMEOUT']
      : [headersTimeout, 'UND_ERR_HEADERS_TIMEOUT'];
    reader.callOff = this.#end.stopwatch.after(ms, () => reader.fail(failure(code, 'Timeout.')));
  }

  #deliver(reader: WatchedReader, handled: Handled): void {
    const { answer, delivery } = handled;
    if (delivery.kind === 'silence') return;
    if (delivery.kind === 'close' || delivery.kind === 'reset') {
      return this.#send(reader, undefined, delivery.kind);
    }
    if (answer === undefined) return this.#send(reader, undefined, 'close');
    const bytes = bytesOf(handled);
    if (delivery.kind === 'cut') {
      return this.#send(reader, bytes.subarray(0, delivery.at), 'close');
    }
    if (delivery.kind === 'whole') {
      return this.#send(reader, bytes, delivery.close ? 'close' : undefined);
    }
    if (delivery.kind !== 'slow') return;
    const head = bytes.length - bodyOf(answer).length;
    for (let at = head, turn = 1; at < bytes.length; at += delivery.bytes, turn++) {
      const piece = bytes.subarray(at === head ? 0 : at, at + delivery.bytes);
      this.#send(reader, piece, undefined, turn * delivery.every);
    }
  }

  #send(reader: WatchedReader, bytes: Buffer | undefined, ending?: Ending, later = 0): void {
    const { network } = this.#end;
    const latency = later === 0 ? network.latency() : 20;
    network.time.after(later + latency, () => {
      if (reader.over) return;
      reader.callOff();
      if (bytes !== undefined) reader.take(bytes);
      if (ending !== undefined) reader.end(ending);
      if (!reader.over) this.#expect(reader);
    });
  }
}

/** A reader and what calls its timeout off; whoever is done with it has none. */
class WatchedReader extends AnswerReader {
  callOff: () => void = () => undefined;

  override fail(error: Error): void {
    this.callOff();
    super.fail(error);
  }
}

function bytesOf({ answer, delivery }: Handled): Buffer {
  if (answer === undefined) return Buffer.alloc(0);
  const ends = delivery.kind === 'whole' && delivery.close === true;
  return wireBytes(
    ends ? { ...answer, headers: { ...answer.headers, connection: 'close' } } : answer,
  );
}

function requestOf({ method, path, headers, body }: Options): ExchangeRequest {
  return {
    ...{ method, url: path, headers: headersOf(headers as string[]) },
    ...(typeof body === 'string' ? { body } : {}),
  };
}

function headersOf(flat: readonly string[]): IncomingHttpHeaders {
  const headers: Record<string, string> = {};
  for (let i = 0; i + 1 < flat.length; i += 2) headers[String(flat[i])] = String(flat[i + 1]);
  return headers;
}
