import type { Transcript } from '../../../src/net/transcript.ts';
import type { Random } from '../../../src/paper/random.ts';
import { VenueError } from '../../../src/venues/errors.ts';
import type { Answer, Venue } from '../../../src/venues/venue.ts';
import { mutate, type MutationName } from './mutations.ts';
import {
  callNames,
  leverageOf,
  type Asked,
  type CallName,
  type Sample,
  type Samples,
} from './samples.ts';
import type { Bench } from './subject.ts';
import * as wellFormed from './wellFormed.ts';
import { Malformed } from './wellFormed.ts';

/** A spoiled body, and the call that it answers. */
export interface Case {
  readonly call: CallName;
  readonly asked: Asked;
  readonly status: number;
  readonly body: Buffer;
  /** Whether a read that fails is given up after the first time. */
  readonly slow: boolean;
  readonly mutations: readonly MutationName[];
}

/** What came of it: how it counts, and the transcript that a person could open. */
export interface Outcome {
  readonly kind: string;
  readonly transcript: Transcript | undefined;
}

export function drawCase(samples: Samples, random: Random): Case {
  const call = random.pick(callNames);
  const own = pick(samples[call], random);
  const any = pick(samples[random.pick(callNames)], random);
  const luck = random.integer(1, 100);
  const base = luck <= 75 ? own : luck <= 90 ? pick(samples.errors, random) : any;
  const status = random.chance(9, 10) ? 200 : random.pick([201, 301, 400, 401, 404, 429, 500, 524]);
  const { body, names } = mutate(base.text, any.text, random);
  // A refusal of the very request is an answer to it as well.
  const asked = {
    ...(base.asked.cancels.length >= own.asked.cancels.length ? base.asked : own.asked),
    plans: base.asked.plans ?? own.asked.plans ?? [],
  };
  return { call, asked, status, body, slow: random.chance(9, 10), mutations: names };
}

function pick(samples: readonly Sample[], random: Random): Sample {
  return random.pick(samples as [Sample]);
}

/** Plays a case. Throws whatever the client should not have thrown, or Malformed. */
export async function play(bench: Bench, it: Case): Promise<Outcome> {
  bench.begin({ status: it.status, body: it.body }, it.slow);
  if (it.call === 'stream') return playMessage(bench, it);
  let answer: Answer<unknown>;
  try {
    answer = await calls[it.call](bench.venue, it);
  } catch (error) {
    if (!(error instanceof VenueError)) throw error;
    checkError(error, it, bench);
    return { kind: `${error.kind}`, transcript: error.transcript };
  }
  if (onlyCut(it)) throw new Malformed('a cut answer was taken for a whole one');
  const { state } = (answer.value ?? {}) as { state?: string };
  const kind = it.call.startsWith('cancel') && state ? `${it.call} ${state}` : 'understood';
  return { kind, transcript: answer.transcript };
}

const nothing = { orderId: 'a1', symbol: 'BTC-PERP' };
const noAnswer = { value: undefined, transcript: undefined as unknown as Transcript };

const calls: Readonly<
  Record<Exclude<CallName, 'stream'>, (venue: Venue, it: Case) => Promise<Answer<unknown>>>
> = {
  account: async (venue) => checked(await venue.account(), wellFormed.account),
  contracts: async (venue) => checked(await venue.contracts(), each(wellFormed.contract)),
  pricing: async (venue) => checked(await venue.pricing(), each(wellFormed.pricing)),
  holdings: async (venue) => checked(await venue.positions.holdings(), wellFormed.holdings),
  freeMargin: async (venue) => checked(await venue.positions.freeMargin(), wellFormed.freeMargin),
  changeSetting: async (venue) =>
    checked(await venue.positions.change(leverageOf(20)), ({ state }) => {
      if (state !== 'accepted') throw new Malformed(`a change is ${String(state)}`);
    }),
  openOrders: async (venue, it) =>
    checked(await venue.openOrders(), (list) => wellFormed.orders(list, textOf(it))),
  orderStatus: async (venue, it) => {
    const ids = it.asked.ids.length > 0 ? it.asked.ids : ['a1'];
    return checked(await venue.orderStatus(ids), (list) => {
      wellFormed.orders(list, textOf(it));
      if (!list.every(({ orderId }) => ids.includes(orderId))) {
        throw new Malformed('a status is of an order that was not asked for');
      }
    });
  },
  cancelOrder: async (venue, it) => {
    const [request = nothing] = it.asked.cancels;
    return checked(await venue.cancelOrder(request), ({ order, state }) => {
      if (!order && state === 'processed') throw new Malformed('processed, and no order');
      if (!order) return;
      wellFormed.orders([order], textOf(it));
      if (order.orderId === request.orderId && order.symbol === request.symbol) return;
      throw new Malformed(`${request.orderId} was asked for, and ${order.orderId} answered`);
    });
  },
  cancelOrders: async (venue, it) => {
    const requests = it.asked.cancels.length > 0 ? it.asked.cancels : [nothing];
    return checked(await venue.cancelOrders(requests), (results) =>
      wellFormed.batch(results, requests, textOf(it)),
    );
  },
  cancelAll: async (venue) =>
    checked(await venue.cancelAll(), ({ state }) => {
      if (state !== 'acknowledged') throw new Malformed(`a cancel of all is ${String(state)}`);
    }),
  placeMany: async (venue, it) => {
    const { plans = [] } = it.asked;
    return checked(await venue.placing.placeMany(plans), (results) =>
      wellFormed.placed(results, plans, textOf(it)),
    );
  },
  measure: async (venue) => {
    const { offset } = await venue.clock.measure();
    if (!Number.isFinite(offset)) throw new Malformed(`the clock is off by ${offset}`);
    return noAnswer;
  },
};

function checked<T>(answer: Answer<T>, check: (value: T) => void): Answer<T> {
  check(answer.value);
  return answer;
}

function each<T>(check: (value: T) => void): (list: readonly T[]) => void {
  return (list) => list.forEach(check);
}

function textOf({ body }: Case): string {
  return new TextDecoder().decode(body);
}

function onlyCut({ mutations }: Case): boolean {
  return mutations.length === 1 && mutations[0] === 'cut';
}

/** What was answered was sent: a cancel of it is unknown, unless the venue said why it refused. */
function checkError(error: VenueError, it: Case, { reads, cancels }: Bench): void {
  const act = /^(cancel|changeSetting|placeMany)/.test(it.call);
  const kinds = act ? ['rejected', 'unknownOutcome'] : ['rejected', 'unreadable'];
  if (!kinds.includes(error.kind)) throw new Malformed(`${it.call} is ${error.kind}`);
  if (!error.transcript) throw new Malformed('an error without the exchange it is about');
  if (error.kind === 'rejected' && onlyCut(it))
    throw new Malformed('a cut refusal is taken for one');
  if (reads + cancels === 0) throw new Malformed('an error about a request that was never sent');
  const again = /100011/.test(textOf(it)) ? 2 : 1;
  if (cancels > again) throw new Malformed(`the cancel was sent ${cancels} times`);
}

async function playMessage(bench: Bench, it: Case): Promise<Outcome> {
  const text = it.body.toString();
  const { heard, state } = await bench.tell(text);
  for (const { order } of heard.orders) wellFormed.orders([order], text);
  heard.accounts.forEach(wellFormed.accountNews);
  heard.prices.forEach(wellFormed.pricing);
  const news = heard.orders.length + heard.accounts.length + heard.prices.length;
  if (news > 0 && onlyCut(it)) throw new Malformed('a cut message was taken for a whole one');
  const down = state.phase === 'down' ? `stream ${state.reason}` : 'stream began anew';
  const kind =
    state.phase === 'live' ? (news > 0 ? 'message understood' : 'message ignored') : down;
  return { kind, transcript: undefined };
}
