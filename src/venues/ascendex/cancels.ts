import type {
  BatchCancelResult,
  CancelAnswer,
  CancelRequest,
  MayRepeat,
  ResponseInstruction,
} from '../canceling.ts';
import type { Answer, Call } from '../venue.ts';
import { readBatch, readCancelAll, type AskedOfBatch } from './batchAnswer.ts';
import type { Caller } from './caller.ts';
import { readCancel } from './cancelAnswer.ts';
import { endpoints, type Endpoint } from './endpoints.ts';
import { checkBatch, checkCancel, checkSymbol, makeRequestId } from './input.ts';
import { changeError, beforeAct, manyOrders, oneOrder } from './trouble.ts';
import type { Parts } from './parts.ts';

export interface CancelsOptions {
  readonly caller: Caller;
  /** The single cancel: its method is a matter of the profile. */
  readonly cancel: Endpoint;
  readonly groupFor: (call: Call | undefined) => Promise<string>;
  readonly random: () => number;
  /** Most orders in one batch. */
  readonly maxBatch: number;
}

/** The requests that cancel. All of them throw a VenueError and nothing else. */
export class Cancels {
  readonly #options: CancelsOptions;

  constructor(options: CancelsOptions) {
    this.#options = options;
  }

  async one(
    request: CancelRequest,
    signal?: AbortSignal,
    mayRepeat?: MayRepeat,
  ): Promise<Answer<CancelAnswer>> {
    checkCancel(request);
    const { orderId, symbol, respond = 'ACCEPT' } = request;
    const requestId = request.requestId ?? makeRequestId(this.#options.random);
    const body = (time: number): string =>
      bodyOf({ id: requestId, orderId, symbol, time }, respond);
    const called = await this.#send(this.#options.cancel, body, { signal, mayRepeat });
    const { answer, transcript } = called;
    if (answer.kind !== 'data') throw changeError(answer, transcript, oneOrder);
    return { value: readCancel(answer, { orderId, symbol, requestId }, transcript), transcript };
  }

  async batch(
    requests: readonly CancelRequest[],
    signal?: AbortSignal,
    mayRepeat?: MayRepeat,
  ): Promise<Answer<readonly BatchCancelResult[]>> {
    checkBatch(requests, this.#options.maxBatch);
    const asked = requests.map(({ orderId, symbol, requestId }): AskedOfBatch => {
      return { orderId, symbol, requestId: requestId ?? makeRequestId(this.#options.random) };
    });
    const body = (time: number): string => {
      const orders = asked.map(({ orderId, symbol, requestId: id }) => {
        return { id, orderId, symbol, time };
      });
      return JSON.stringify({ orders });
    };
    const { answer, transcript } = await this.#send(endpoints.cancelBatch, body, {
      signal,
      mayRepeat,
    });
    if (answer.kind === 'fault') throw changeError(answer, transcript, manyOrders);
    return { value: readBatch(answer, asked, transcript), transcript };
  }

  async all(
    symbol: string | undefined,
    signal?: AbortSignal,
  ): Promise<Answer<{ state: 'acknowledged' }>> {
    // An empty symbol must never be taken for all of them.
    if (symbol !== undefined) checkSymbol(symbol);
    const body = (): string => JSON.stringify({ symbol });
    const { answer, transcript } = await this.#send(endpoints.cancelAll, body, { signal });
    if (answer.kind !== 'data') throw changeError(answer, transcript, manyOrders);
    readCancelAll(answer, transcript);
    return { value: { state: 'acknowledged' }, transcript };
  }

  async #send(
    endpoint: Endpoint,
    body: (time: number) => string,
    how: Pick<Parts, 'signal' | 'mayRepeat'>,
  ) {
    const call = { signal: how.signal, urgent: true };
    const group = await this.#options.groupFor(call).catch((error: unknown) => {
      throw beforeAct(error);
    });
    return this.#options.caller.act(endpoint, 'the cancel', { group, body, ...how });
  }
}

function bodyOf(order: object, respInst: ResponseInstruction): string {
  return JSON.stringify({ ...order, respInst });
}
