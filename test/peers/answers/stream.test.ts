import assert from 'node:assert/strict';
import type {
  AccountNews,
  OrderNews,
  StreamState,
  VenueStream,
} from '../../../src/venues/stream.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { startStreamHost, type StreamClient, type StreamHost } from '../../support/streamHost.ts';
import { VenueRig } from '../../support/venueRig.ts';
import { reports } from '../support/ledger.ts';
import { until } from '../../support/until.ts';
import { refusals, without } from './shapes.ts';

const update = {
  ...{ m: 'futures-order', sn: 28700000200, e: 'ExecutionReport', a: 'futMadeUp', ac: 'FUTURES' },
  ...{ t: 1640100009000, ct: 1640100000123, orderId: 'madeUp1', sd: 'Buy', ot: 'Limit' },
  ...{ ei: 'NULL_VAL', q: '0.0021', p: '30000', sp: '0', spb: 'market', s: 'BTC-PERP' },
  ...{ st: 'PartiallyFilled', err: '', lp: '29999', lq: '0.001', ap: '29999', cfq: '0.001' },
  ...{ f: '0.018', cf: '0.018', fa: 'USDT', psl: '0', pslt: 'market', ptp: '0', ptpt: 'market' },
};

describe("Order Desk's client and messages that the living exchange sent", () => {
  const rig = new VenueRig();
  let host: StreamHost;
  let stream: VenueStream;
  let client: StreamClient;
  let orders: OrderNews[];
  let accounts: AccountNews[];
  reports('answers/stream');

  beforeEach(async () => {
    host = await startStreamHost();
    rig.endLater(() => host.close());
    host.onClient = ({ socket }) => socket.send('{"m":"connected","type":"auth"}');
    host.onMessage = ({ socket }, text) => {
      const { op, id, ch } = JSON.parse(text) as Record<string, string>;
      if (op === 'sub') socket.send(JSON.stringify({ m: 'sub', id, ch, code: 0 }));
    };
    stream = rig.venue(host.origin, { clock: new ManualClock() }).venue.stream?.() ?? assert.fail();
    [orders, accounts] = [[], []];
    stream.onOrders((news) => orders.push(news));
    stream.onAccount((news) => accounts.push(news));
    stream.start();
    await until(() => stream.state.phase === 'live');
    client = await host.client(1);
  });
  afterEach(() => rig.end());

  const say = (message: object | string): void =>
    client.socket.send(typeof message === 'string' ? message : JSON.stringify(message));

  it('keeps fields of an order that it does not know, letter by letter', async () => {
    const text = `${JSON.stringify(update).slice(0, -1)}, "new" : [9007199254740993]}`;
    say(text);
    await until(() => orders.length === 1);
    const { order, evidence } = orders[0] ?? assert.fail();
    assert.deepEqual([order.raw, evidence.text], [text, text]);
    assert.deepEqual(
      [order.status, order.filledQuantity, order.averagePrice, order.sequence, order.updatedAt],
      ['partiallyFilled', '0.001', '29999', update.sn, update.t],
    );
  });

  it('does without the fields that only some revisions have, and takes sn -1 for no number', async () => {
    const young = ['ei', 'psl', 'pslt', 'ptp', 'ptpt'];
    const told = without(update, ...young, 'fa', 'f', 'cf', 'spb', 'err', 'lp', 'lq');
    say({ ...told, sn: -1 });
    await until(() => orders.length === 1);
    assert.deepEqual([orders[0]?.order.sequence, orders[0]?.order.quantity], [-1, '0.0021']);
  });

  it('reads an account update with and without positions, and with fields it does not know', async () => {
    const base = { m: 'futures-account-update', e: 'ExecutionReport', t: 1640100009000, sn: 9 };
    const col = [{ a: 'USDT', b: '10000.5', f: '1', new: {} }];
    const pos = [{ s: 'BTC-PERP', sd: 'SHORT', pos: '-0.001', aop: '29999', new: 1 }];
    say({ ...base, acc: 'futMadeUp', at: 'FUTURES', id: 'madeUp1', col, pos, new: true });
    say({ ...base, col });
    await until(() => accounts.length === 2);
    assert.deepEqual(
      accounts.map(({ balances, positions }) => [balances[0]?.amount, positions[0]?.quantity]),
      [
        ['10000.5', '0.001'],
        ['10000.5', undefined],
      ],
    );
    assert.equal(accounts[0]?.positions[0]?.side, 'short');
  });

  /** The state after a message that should have ended the connection. */
  async function downAfter(message: object): Promise<Extract<StreamState, { phase: 'down' }>> {
    say(message);
    await until(() => stream.state.phase === 'down');
    const { state } = stream;
    assert.ok(state.phase === 'down');
    return state;
  }

  for (const [what, again] of [
    ['of anything else on a stream', true],
    ['of a sign-in', false],
  ] as const) {
    it(`goes down at a refusal in the shape ${what}, and says what it was told`, async () => {
      const [message, words] = refusals[what] ?? assert.fail();
      const { reason, detail, retryAt } = await downAfter(message);
      assert.deepEqual([reason, retryAt !== undefined], ['refused', again]);
      for (const word of words) assert.ok(detail.includes(word), detail);
    });
  }

  it('is not troubled by the refusal of an order, nor by kinds it does not know', async () => {
    const [refusal] = refusals['of an order on a stream'] ?? assert.fail();
    say(refusal);
    say({ m: 'auth', id: 'x', code: 0 });
    say({ m: 'margin-call', code: 'soon', info: { level: 1 } });
    say(update);
    await until(() => orders.length === 1);
    assert.equal(stream.state.phase, 'live');
  });
});
