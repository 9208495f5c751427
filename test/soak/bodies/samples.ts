import { PaperCore } from '../../../src/paper/core.ts';
import { bodyOf } from '../../../src/paper/http/reply.ts';
import { VenueError } from '../../../src/venues/errors.ts';
import type { PlacePlan, PlaceRequest } from '../../../src/venues/placing.ts';
import type { SettingChange } from '../../../src/venues/positions.ts';
import type { CancelRequest } from '../../../src/venues/canceling.ts';
import type { Order } from '../../../src/venues/venue.ts';
import { publishedCancel, publishedRequest } from '../../support/orders.ts';
import { memoryVenue, type MemoryRequest } from '../memoryVenue.ts';

/** Whose answers are mutated: the client's calls, and what its stream says. */
export const callNames = [
  ...(['account', 'contracts', 'pricing', 'openOrders', 'orderStatus'] as const),
  ...(['holdings', 'freeMargin', 'changeSetting'] as const),
  ...(['cancelOrder', 'cancelOrders', 'cancelAll', 'placeMany', 'measure', 'stream'] as const),
] as const;
export type CallName = (typeof callNames)[number];

/** What a call asks for in order that the samples of it are answers to it. */
export interface Asked {
  readonly cancels: readonly (Required<Pick<CancelRequest, 'requestId'>> & CancelRequest)[];
  readonly ids: readonly string[];
  /** New orders; there in what answers a batch of them. */
  readonly plans?: readonly PlacePlan[];
}

/** A whole answer, or a message, as it would have come. */
export interface Sample {
  readonly text: string;
  readonly asked: Asked;
}

export type Samples = Readonly<Record<CallName, readonly Sample[]>> & {
  readonly errors: readonly Sample[];
};

/** When all of it happened: the client's clock stands still there. Unix ms. */
export const sampledAt = 1_700_000_000_000;
export const credentials = { apiKey: 'soakKey0123456789', secret: 'soakSecret0123456789' };

const LIMIT: PlaceRequest = {
  ...{ symbol: 'BTC-PERP', side: 'buy', type: 'limit', quantity: '0.01', price: '50000' },
};
const nobody: Asked = { cancels: [], ids: [] };

/** What an exchange answers and pushes, once each, and the shapes of errors it has been seen with. */
export async function takeSamples(): Promise<Samples> {
  const now = (): number => sampledAt;
  const core = new PaperCore({
    seed: 5,
    orders: 9,
    frozen: true,
    now,
    after: () => () => undefined,
  });
  const answers: string[] = [];
  const answer = async (request: MemoryRequest) => {
    const handled = await core.handle(request);
    if (!handled.answer) throw new Error('no answer');
    const body = bodyOf(handled.answer);
    answers.push(body.toString());
    return { status: handled.answer.status, body };
  };
  const group = String(core.account.identity.group);
  const clock = { now, delay: () => Promise.resolve() };
  const { key, secret } = core.key;
  const venue = memoryVenue({
    host: { answer },
    clock,
    group,
    credentials: { apiKey: key, secret },
  });
  const stranger = memoryVenue({ host: { answer }, clock, group, credentials });
  const take = async (call: Promise<unknown>, asked = nobody): Promise<Sample> => {
    const from = answers.length;
    await call.catch((error: unknown) => {
      if (!(error instanceof VenueError)) throw error;
    });
    return { text: answers[from] ?? '', asked };
  };
  const stream = (await messages(core)).map((text) => ({ text, asked: nobody }));
  const orders = (await venue.openOrders()).value;
  const cancels = orders.map(({ orderId, symbol }, i) => {
    return { orderId, symbol, requestId: `soak12345request${i}` };
  });
  const [first, second, third] = cancels as [CancelOf, CancelOf, CancelOf];
  const batch = cancels.slice(3, 6);
  const some = orders.slice(0, 2).map(({ orderId }: Order) => orderId);
  const plans = (requests: readonly PlaceRequest[]): Promise<PlacePlan[]> =>
    Promise.all(requests.map((request) => venue.placing.plan(request)));
  const placed = await plans([LIMIT, { ...LIMIT, symbol: 'ETH-PERP', price: '1500' }, LIMIT]);
  const spoiled = await plans([LIMIT, { ...LIMIT, price: '50000.05' }]);
  const samples = {
    account: [await take(venue.account())],
    contracts: [await take(venue.contracts())],
    pricing: [await take(venue.pricing())],
    holdings: [await take(venue.positions.holdings())],
    freeMargin: [await take(venue.positions.freeMargin())],
    changeSetting: [await take(venue.positions.change(leverageOf(20)))],
    orderStatus: [await take(venue.orderStatus(some), { cancels: [], ids: some })],
    cancelOrder: [
      await take(venue.cancelOrder({ ...first, respond: 'ACCEPT' }), asks([first])),
      await take(venue.cancelOrder({ ...second, respond: 'ACK' }), asks([second])),
      await take(venue.cancelOrder({ ...third, respond: 'DONE' }), asks([third])),
      { text: publishedCancel, asked: asks([publishedRequest]) },
    ],
    cancelOrders: [await take(venue.cancelOrders(batch), asks(batch))],
    placeMany: [await take(venue.placing.placeMany(placed), { ...nobody, plans: placed })],
    measure: [await take(venue.clock.measure())],
    openOrders: [await take(venue.openOrders())],
    errors: [
      await take(venue.cancelOrder(first), asks([first])),
      await take(venue.cancelOrder({ ...first, orderId: 'a1' }), asks([first])),
      await take(venue.cancelOrders(batch), asks(batch)),
      await take(venue.placing.placeMany(placed), { ...nobody, plans: placed }),
      await take(venue.placing.placeMany(spoiled), { ...nobody, plans: spoiled }),
      await take(venue.orderStatus(['a1', 'a2']), { cancels: [], ids: ['a1', 'a2'] }),
      await take(stranger.openOrders()),
      ...otherErrors.map((text) => ({ text, asked: nobody })),
    ],
    cancelAll: [await take(venue.cancelAll())],
    stream,
  };
  await Promise.all([venue.close(), stranger.close()]);
  core.stop();
  return samples;
}

/** A change of a setting, which any answer may be the answer to. */
export function leverageOf(leverage: number): SettingChange {
  return { kind: 'leverage', symbol: 'BTC-PERP', leverage };
}

type CancelOf = Asked['cancels'][number];

function asks(cancels: Asked['cancels']): Asked {
  return { cancels, ids: cancels.map(({ orderId }) => orderId) };
}

const otherErrors = [
  '{"code":100011,"reason":"INVALID_TIMESTAMP","message":"too late"}',
  '{"code":300006,"ac":"FUTURES","accountId":"f","action":"cancel-order","info":{"code":300006,"id":"x","message":"Invalid order","symbol":"BTC-PERP","reason":"INVALID_ORDER_ID"}}',
  '{"code":200001,"message":"Signature mismatch","err":"AUTH"}',
  '{"code":100014,"errorCode":"TOO_MANY_REQUESTS","info":"slow down"}',
  '{"code":510001,"reason":"SERVER_ERROR","message":""}',
  '<html><body>524: A timeout occurred</body></html>',
];

/** A message of every kind that a stream has. */
async function messages(core: PaperCore): Promise<string[]> {
  const said: string[] = [];
  const { session } = await core.connect(
    { method: 'GET', url: '/api/pro/v2/stream', headers: {} },
    {
      send: (text) => said.push(text),
      close: () => undefined,
      destroy: () => undefined,
      buffered: () => 0,
    },
  );
  if (!session) throw new Error('the stream was refused');
  session.start();
  session.key = core.key;
  const { engine, market } = core.services;
  for (const ch of ['futures-order', 'futures-account-update', 'futures-pricing-data']) {
    session.receive(JSON.stringify({ op: 'sub', id: ch, ch }));
  }
  const order = [...core.account.open.values()].find(({ status }) => status === 'New');
  if (order) engine.fillResting(order, Math.ceil(order.remainingLots / 2));
  market.step();
  await Promise.resolve();
  const requests = ['futures-open-orders', 'futures-account-snapshot', 'cancel-order'];
  for (const action of requests) {
    session.receive(JSON.stringify({ op: 'req', id: 'r1', action, args: {} }));
  }
  for (const op of ['ping', 'auth', 'nothing']) session.receive(JSON.stringify({ op, id: 'r2' }));
  session.end();
  return [
    ...new Map(said.map((text) => [/"m":"[^"]*"/.exec(text)?.[0], text])).values(),
    '{"m":"connected","type":"auth"}',
    '{"m":"ping","hp":3}',
    '{"m":"disconnected","code":100005,"reason":"INVALID_WS_REQUEST_DATA","info":"no pong"}',
    '{"m":"error","code":100014,"reason":"TOO_MANY_REQUESTS","info":"slow down"}',
  ];
}
