import type { Dispatcher } from 'undici';
import type { DispatcherFactory } from '../../src/net/dispatcher.ts';

/** A request as the transport saw it. Moments count what happened, so that they can be compared. */
export interface SeenCall {
  /** The window that sent it. */
  readonly by: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly began: number;
  /** Whether any of it may have left the machine. */
  written: boolean;
  /** When the client was told how it ended. */
  ended: number | undefined;
  /** The answer, where all of it was read. */
  answer: { readonly status: number; readonly body: Buffer } | undefined;
}

/** Counts what happens: a later moment is greater. */
export class Moments {
  #last = 0;

  next(): number {
    return ++this.#last;
  }
}

/** Everything one window sent, in order. */
export class Calls {
  readonly all: SeenCall[] = [];
  readonly #by: string;
  readonly #moments: Moments;

  constructor(by: string, moments: Moments) {
    this.#by = by;
    this.#moments = moments;
  }

  /** The present moment. */
  next(): number {
    return this.#moments.next();
  }

  /** The requests that try to cancel, and the orders each is about; all of them where unknown. */
  cancels(): readonly SeenCall[] {
    return this.all.filter(({ method, body }) => {
      return method === 'DELETE' || (method === 'POST' && !body.includes('"orderQty"'));
    });
  }

  /** Connections of the kind given, with everything that goes through them noted. */
  watching(create: DispatcherFactory): DispatcherFactory {
    return async (origin, connect, limits) => {
      const inner = await create(origin, connect, limits);
      const watched = {
        dispatch: (options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler) =>
          inner.dispatch(options, this.#watch(options, handler)),
        destroy: () => inner.destroy(),
      };
      return watched as unknown as Dispatcher;
    };
  }

  #watch(
    { method, path, body }: Dispatcher.DispatchOptions,
    inner: Dispatcher.DispatchHandler,
  ): Dispatcher.DispatchHandler {
    const [bare = '', query = ''] = path.split('?', 2);
    const call: SeenCall = {
      ...{ by: this.#by, method, path: bare, query, body: typeof body === 'string' ? body : '' },
      ...{ began: this.next(), written: false, ended: undefined, answer: undefined },
    };
    this.all.push(call);
    const chunks: Buffer[] = [];
    let status = 0;
    const end = (): void => void (call.ended ??= this.next());
    const sent = inner as { onRequestSent?: () => void };
    const handler: Dispatcher.DispatchHandler & { onRequestSent(): void } = {
      onRequestStart: (controller, context) => {
        inner.onRequestStart?.(controller, context);
        call.written = true;
      },
      onRequestSent: () => sent.onRequestSent?.(),
      onRequestUpgrade: (...parts) => {
        end();
        inner.onRequestUpgrade?.(...parts);
      },
      onResponseStart: (controller, code, headers, words) => {
        if (code >= 200) status = code;
        inner.onResponseStart?.(controller, code, headers, words);
      },
      onResponseData: (controller, chunk) => {
        chunks.push(chunk);
        inner.onResponseData?.(controller, chunk);
      },
      onResponseEnd: (controller, trailers) => {
        if (call.ended === undefined) call.answer = { status, body: Buffer.concat(chunks) };
        end();
        inner.onResponseEnd?.(controller, trailers);
      },
      onResponseError: (controller, error) => {
        end();
        inner.onResponseError?.(controller, error);
      },
    };
    return handler;
  }
}

/** The ids of the orders that a cancel names; empty for a cancel of all. */
export function ordersOf({ body }: SeenCall): readonly string[] {
  const { orderId, orders } = JSON.parse(body || '{}') as {
    orderId?: string;
    orders?: readonly { orderId: string }[];
  };
  return orders ? orders.map((order) => order.orderId) : orderId === undefined ? [] : [orderId];
}

/** What was answered, as JSON; `undefined` where there is none. */
export function answerOf({ answer }: SeenCall): unknown {
  try {
    return answer && JSON.parse(answer.body.toString('utf8'));
  } catch {
    return undefined;
  }
}
