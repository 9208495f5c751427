import type { Transcript } from '../../net/transcript.ts';
import { VenueError } from '../errors.ts';
import type {
  ContractTerms,
  Fees,
  PlaceAnswer,
  PlacePlan,
  PlaceRequest,
  Placing,
  Quote,
} from '../placing.ts';
import type { Account, Answer, Call } from '../venue.ts';
import type { Caller } from './caller.ts';
import { endpoints, type Endpoint } from './endpoints.ts';
import { checkSymbol, makeRequestId } from './input.ts';
import { isUserId, orderIdOf } from './orderIds.ts';
import { placeRefused, readPlace } from './placeAnswer.ts';
import { checkPlace, placeBody } from './placeInput.ts';
import { toFees, toGenericFees, toQuote, toTerms } from './placingSchema.ts';
import type { Reader } from './reader.ts';
import { readAll, readOne } from './reads.ts';
import { requestLike } from './requestLike.ts';
import { SchemaError } from './schema.ts';
import { changeError, newOrder } from './trouble.ts';

export interface PlacesOptions {
  readonly caller: Caller;
  readonly reader: Reader;
  readonly account: (call: Call | undefined) => Promise<Answer<Account>>;
  readonly groupFor: (call: Call | undefined) => Promise<string>;
  readonly random: () => number;
  /** The venue's time as far as it is known, Unix ms. */
  readonly now: () => number;
}

/** Places orders, and reads what has to be known to write one. All throw a VenueError and nothing else. */
export class Places implements Placing {
  readonly timeWindow = 30_000;
  readonly requestLike = requestLike;
  readonly #options: PlacesOptions;
  #userId: string | undefined;

  constructor(options: PlacesOptions) {
    this.#options = options;
  }

  async plan(request: PlaceRequest, signal?: AbortSignal): Promise<PlacePlan> {
    checkPlace(request);
    const { now, random } = this.#options;
    const userId = (this.#userId ??= await this.#readUserId(signal));
    const requestId = request.clientId ?? makeRequestId(random);
    const time = now();
    return { request, requestId, time, orderId: orderIdOf(time, userId, requestId) };
  }

  async place(plan: PlacePlan): Promise<Answer<PlaceAnswer>> {
    checkPlace(plan.request);
    const { caller, groupFor } = this.#options;
    const { time } = plan;
    const group = await groupFor(undefined).catch((error: unknown) => {
      throw beforePlacing(error);
    });
    const body = (): string => placeBody(plan);
    const sent = await caller.act(endpoints.placeOrder, 'the order', { group, time, body });
    const { answer, transcript } = sent;
    if (answer.kind === 'refusal') throw placeRefused(answer, transcript);
    if (answer.kind === 'fault') throw changeError(answer, transcript, newOrder);
    return { value: readPlace(answer, plan, transcript), transcript };
  }

  async terms(call?: Call): Promise<Answer<readonly ContractTerms[]>> {
    const what = 'the contracts';
    const { answer, transcript } = await this.#options.reader.read(endpoints.contracts, what, call);
    return { value: readAll(answer.data, what, transcript, toTerms), transcript };
  }

  async quote(symbol: string, call?: Call): Promise<Answer<Quote>> {
    checkSymbol(symbol);
    const what = `the ticker of ${symbol}`;
    const query = `symbol=${encodeURIComponent(symbol)}`;
    const convert = (value: unknown): Quote => {
      const { symbol: of, ...quote } = toQuote(value);
      if (of !== symbol) throw new SchemaError(`The ticker is of ${of}.`);
      return quote;
    };
    return this.#readOne(endpoints.ticker, what, convert, call, query);
  }

  fees(call?: Call): Promise<Answer<ReadonlyMap<string, Fees>>> {
    return this.#readOne(endpoints.fees, 'the fees', toFees, call);
  }

  generalFees(call?: Call): Promise<Answer<Fees>> {
    return this.#readOne(endpoints.feeSchedule, 'the fees', toGenericFees, call);
  }

  async #readUserId(signal: AbortSignal | undefined): Promise<string> {
    const { value, transcript } = await this.#options.account(signal).catch((error: unknown) => {
      throw beforePlacing(error);
    });
    if (isUserId(value.userId)) return value.userId;
    throw notSent('the account does not say the user id that order ids are made of', {
      transcript,
    });
  }

  async #readOne<T>(
    endpoint: Endpoint,
    what: string,
    convert: (value: unknown) => T,
    call: Call | undefined,
    query?: string,
  ): Promise<Answer<T>> {
    const { answer, transcript } = await this.#options.reader.read(endpoint, what, call, query);
    return { value: readOne(answer, what, transcript, convert), transcript };
  }
}

/** The account had to be read first and could not be: the order itself was never sent. */
function beforePlacing(error: unknown): unknown {
  if (!(error instanceof VenueError) || error.kind === 'notSent') return error;
  const { reason, code, detail, transcript, retryAfter } = error;
  const more = { code, detail, transcript, retryAfter, cause: error };
  return new VenueError('notSent', reason, `The order was not sent: ${error.message}`, more);
}

function notSent(what: string, more: { transcript: Transcript }): VenueError {
  return new VenueError('notSent', 'other', `The order was not sent: ${what}.`, more);
}
