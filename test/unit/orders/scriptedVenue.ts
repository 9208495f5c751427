import type { Clock } from '../../../src/common/clock.ts';
import type { WireOrder } from '../../../src/venues/ascendex/wire.ts';
import { createAscendexVenue } from '../../../src/venues/ascendex/client.ts';
import type { Venue } from '../../../src/venues/venue.ts';
import {
  json,
  startFaultyHost,
  type Answer,
  type FaultyHost,
  type SeenRequest,
} from '../../support/faultyHost.ts';
import { fastClock } from '../../support/fastClock.ts';

export const ORDER_ID = 'a177c2a8cfe1U0123456789equestId2';

/** A real host whose answers to each kind of call the test sets, and a client of it. */
export interface ScriptedVenue {
  readonly venue: Venue;
  readonly host: FaultyHost;
  readonly clock: Clock & { readonly waits: readonly number[] };
  cancel: Answer;
  status: Answer;
  open: Answer;
  /** To the question for its time, which it does not know at first. */
  time: Answer;
  /** How many requests of a kind came in. */
  count(kind: Kind): number;
  close(): Promise<void>;
}

export async function startScriptedVenue(): Promise<ScriptedVenue> {
  const clock = fastClock();
  const host = await startFaultyHost();
  const venue = createAscendexVenue({
    origin: host.origin,
    accountGroup: '0',
    credentials: { apiKey: 'test-key', secret: 'test-secret', origin: host.origin },
    keyEncoding: 'utf8',
    cancelMethod: 'DELETE',
    connect: {},
    clock,
    limits: { headersTimeout: 300, totalTimeout: 600 },
    onTranscript: () => undefined,
  });
  const scripted: ScriptedVenue = {
    venue,
    host,
    clock,
    cancel: json({}),
    status: orders({}),
    open: orders(),
    time: json({}),
    count: (kind) => host.requests.filter((request) => kindOf(request) === kind).length,
    close: async () => {
      await venue.close();
      await host.close();
    },
  };
  host.answer = (socket, request) => scripted[kindOf(request)](socket, request);
  return scripted;
}

type Kind = 'cancel' | 'status' | 'open' | 'time';

function kindOf({ method, path }: SeenRequest): Kind {
  if (method === 'DELETE') return 'cancel';
  if (path.includes('/exchange-info')) return 'time';
  return path.includes('/order/status') ? 'status' : 'open';
}

/** The order as the exchange would send it. */
export function wireOrder(changes: Partial<WireOrder> = {}): Partial<WireOrder> {
  return {
    ac: 'FUTURES',
    accountId: 'fut-test',
    seqNum: 10,
    time: 1_600_000_000_000,
    orderId: ORDER_ID,
    orderType: 'Limit',
    side: 'Buy',
    symbol: 'BTC-PERP',
    price: '9500',
    orderQty: '1',
    stopPrice: '0',
    stopBy: '',
    status: 'New',
    lastExecTime: 1_600_000_000_000,
    avgFilledPx: '0',
    cumFilledQty: '0',
    errorCode: '',
    ...changes,
  };
}

/** A list of orders as an answer. */
export function orders(...list: Partial<WireOrder>[]): Answer {
  return json({ code: 0, data: list.map(wireOrder) });
}

/** Its time, as an answer. */
export function timeIs(now: () => number): Answer {
  return (socket, request) => {
    const data = { requestTimeEcho: now(), requestReceiveAt: now(), latency: 0 };
    json({ code: 0, data })(socket, request);
  };
}

/** An answer to a cancel, with the request's own id echoed as the exchange does. */
export function canceled(respInst: 'ACK' | 'ACCEPT', changes: Partial<WireOrder>): Answer {
  return (socket, request) => {
    const { id } = JSON.parse(request.body) as { id: string };
    const meta = { action: 'cancel-order', id, respInst };
    json({ code: 0, data: { meta, order: wireOrder(changes) } })(socket, request);
  };
}

/** A refusal as the exchange words it. */
export function refused(code: number, reason: string): Answer {
  return json({ code, reason, message: reason, ac: 'FUTURES', action: 'cancel-order' });
}
