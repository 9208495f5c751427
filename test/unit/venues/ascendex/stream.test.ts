import assert from 'node:assert/strict';
import type {
  AccountNews,
  OrderNews,
  StreamState,
  VenueStream,
} from '../../../../src/venues/stream.ts';
import type { Pricing } from '../../../../src/venues/venue.ts';
import { ManualClock, settled } from '../../../support/manualClock.ts';
import {
  startStreamHost,
  type StreamClient,
  type StreamHost,
} from '../../../support/streamHost.ts';
import { apiKey, secret, VenueRig } from '../../../support/venueRig.ts';

const order = {
  ...{
    m: 'futures-order',
    sn: 7,
    e: 'ExecutionReport',
    a: 'fut',
    ac: 'FUTURES',
    t: 2_000,
    ct: 1_000,
  },
  ...{ orderId: 'order1', sd: 'Buy', ot: 'Limit', ei: 'NULL_VAL', q: '2', p: '9500', sp: '0' },
  ...{ spb: '', s: 'BTC-PERP', st: 'PartiallyFilled', err: '', lp: '9500', lq: '1', ap: '9500' },
  ...{ cfq: '1', f: '0', cf: '0', fa: 'USDT', psl: '0', pslt: '', ptp: '0', ptpt: '' },
};

describe('the private stream', () => {
  const rig = new VenueRig();
  let host: StreamHost;
  let clock: ManualClock;
  let stream: VenueStream;
  let states: StreamState[];
  let orders: OrderNews[];
  let accounts: AccountNews[];
  let prices: (readonly Pricing[])[];
  let kept: unknown[];

  beforeEach(async () => {
    host = await startStreamHost();
    rig.endLater(() => host.close());
    host.onClient = ({ socket }) => socket.send('{"m":"connected","type":"auth"}');
    host.onMessage = answer;
    host.onRequest = (path) => {
      const asked = Number(/requestTime=(\d+)/.exec(path)?.[1]);
      return {
        code: 0,
        data: { requestTimeEcho: asked, requestReceiveAt: asked + 40_000, latency: 0 },
      };
    };
    clock = new ManualClock();
    const { venue, transcripts } = rig.venue(host.origin, { clock });
    assert.ok(venue.capabilities.stream && venue.stream);
    stream = venue.stream();
    assert.equal(venue.stream(), stream);
    [states, orders, accounts, prices] = [[], [], [], []];
    kept = [states, orders, accounts, prices, transcripts];
    stream.onDidChangeState((state) => states.push(state));
    stream.onOrders((news) => orders.push(news));
    stream.onAccount((news) => accounts.push(news));
    stream.onPricing((news) => prices.push(news));
  });
  afterEach(async () => {
    const shown = JSON.stringify(kept);
    for (const one of [apiKey, secret]) {
      for (const form of [one, encodeURIComponent(one), Buffer.from(one).toString('base64')]) {
        assert.ok(!shown.includes(form));
      }
    }
    assert.ok(host.mostOpen <= 1, 'never two connections at once');
    await rig.end();
  });

  function answer({ socket }: StreamClient, text: string): void {
    const { op, id, ch } = JSON.parse(text) as Record<string, string>;
    if (op === 'sub') socket.send(JSON.stringify({ m: 'sub', id, ch, code: 0 }));
    if (op === 'ping') socket.send('{"m":"pong","code":0,"ts":1,"hp":3}');
  }

  function reached(matches: (state: StreamState) => boolean): Promise<StreamState> {
    return new Promise((resolve) => {
      if (matches(stream.state)) return resolve(stream.state);
      const listening = stream.onDidChangeState((state) => {
        if (!matches(state)) return;
        listening.dispose();
        resolve(state);
      });
    });
  }

  const live = () => reached(({ phase }) => phase === 'live');

  async function down(reason: string): Promise<Extract<StreamState, { phase: 'down' }>> {
    const state = await reached((one) => one.phase === 'down' && one.reason !== 'stopped');
    assert.ok(state.phase === 'down');
    assert.equal(state.reason, reason, state.detail);
    return state;
  }

  async function began(count: number): Promise<StreamClient> {
    stream.start();
    await live();
    return host.client(count);
  }

  it('is live once the key is taken and every channel is confirmed, and not before', async () => {
    host.onMessage = () => undefined;
    stream.start();
    const client = await host.client(1);
    await host.until(() => client.received.length === 3);
    assert.equal(stream.state.phase, 'connecting');
    assert.equal(client.path, '/6/api/pro/v2/stream');
    assert.equal(client.headers['x-auth-key'], apiKey);
    for (const text of client.received) answer(client, text);
    await live();
    assert.deepEqual(
      states.map(({ phase }) => phase),
      ['connecting', 'live'],
    );
    assert.equal(states[0]?.since, clock.now());
  });

  it('hands on what comes as it comes, repeated and out of order too, with its evidence', async () => {
    const client = await began(1);
    const texts = [8, 7, 8, 9].map((sn) => JSON.stringify({ ...order, sn }));
    for (const text of texts) client.socket.send(text);
    client.socket.send(
      '{"m":"futures-account-update","e":"x","t":5,"sn":3,"col":[{"a":"USDT","b":"10","f":"1"}],' +
        '"pos":[{"s":"BTC-PERP","sd":"SHORT","pos":"-1","aop":"9","up":"1","rp":"2"}]}',
    );
    client.socket.send('{"m":"something-new"}');
    const told = new Promise((resolve) => stream.onPricing(resolve));
    client.socket.send(
      '{"m":"futures-pricing-data","con":[{"s":"BTC-PERP","t":5,"ip":"1","mp":"2"}],"col":[]}',
    );
    await told;
    assert.deepEqual(
      orders.map(({ evidence }) => evidence.text),
      texts,
    );
    assert.deepEqual(
      orders.map(({ order: one }) => one.sequence),
      [8, 7, 8, 9],
    );
    const [first] = orders;
    assert.deepEqual(first?.order, {
      ...{ orderId: 'order1', symbol: 'BTC-PERP', side: 'buy', type: 'limit', price: '9500' },
      ...{ status: 'partiallyFilled', venueStatus: 'PartiallyFilled', stopPrice: undefined },
      ...{ quantity: '2', filledQuantity: '1', averagePrice: '9500', createdAt: 1_000 },
      ...{ updatedAt: 2_000, sequence: 8, raw: texts[0] },
    });
    assert.equal(first.evidence.receivedAt, clock.now());
    const [{ balances, positions, sequence } = assert.fail()] = accounts;
    const worth = { discountFactor: '1', referencePrice: undefined };
    assert.deepEqual([balances, sequence], [[{ asset: 'USDT', amount: '10', ...worth }], 3]);
    const [position] = positions;
    assert.deepEqual([position?.side, position?.quantity], ['short', '1']);
    assert.match(position?.raw ?? '', /^\{"s":"BTC-PERP".*"rp":"2"\}$/);
    assert.deepEqual(prices, [[{ symbol: 'BTC-PERP', time: 5, indexPrice: '1', markPrice: '2' }]]);
    assert.equal(stream.state.phase, 'live');
  });

  it('answers every ping at once, and sends its own every fifteen seconds', async () => {
    const client = await began(1);
    for (let i = 0; i < 3; i++) client.socket.send('{"m":"ping","hp":3}');
    await host.until(() => client.received.filter((text) => text.includes('pong')).length === 3);
    for (let i = 1; i <= 4; i++) {
      await clock.advance(15_000);
      await host.until(
        () => client.received.filter((text) => text.includes('"ping"')).length === i,
      );
      await heard(client);
    }
    assert.equal(stream.state.phase, 'live');
  });

  /** Resolves when the stream has read all that was sent to it so far. */
  async function heard({ socket }: StreamClient): Promise<void> {
    const news = new Promise((resolve) => stream.onPricing(resolve));
    socket.send('{"m":"futures-pricing-data","con":[]}');
    await news;
  }

  it('is down when nothing is heard, and then connects again', async () => {
    await began(1);
    host.onMessage = (client, text) => text.includes('sub') && answer(client, text);
    for (let i = 0; i < 3; i++) await clock.advance(15_000);
    const { retryAt, detail } = await down('silent');
    assert.match(detail, /45 s/);
    assert.equal(retryAt, clock.now() + 500);
    await clock.advance(500);
    await live();
    assert.equal(host.clients.length, 2);
  });

  const cuts: Readonly<Record<string, () => void>> = {
    'before the upgrade is answered': () => {
      host.onUpgrade = (socket) => (socket.destroy(), 'taken');
    },
    'before the upgrade’s answer is whole': () => {
      host.onUpgrade = (socket) => {
        socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: webso');
        return 'taken';
      };
    },
    'right after the upgrade': () => {
      host.onClient = ({ connection }) => connection.destroy();
    },
    'when the key was taken': () => {
      host.onClient = ({ socket, connection }) =>
        socket.send('{"m":"connected","type":"auth"}', () => connection.destroy());
    },
    'in the middle of a message': () => {
      host.onMessage = (client, text) => {
        if (!text.includes('pricing')) return answer(client, text);
        // A text of 256 bytes is announced, and a part of it comes.
        const part = Buffer.concat([
          Buffer.from([0x81, 0x7e, 1, 0]),
          Buffer.from('{"m":"sub","ch":'),
        ]);
        client.connection.end(part);
      };
    },
    'when it has asked for the channels': () => {
      host.onMessage = ({ connection }) => connection.destroy();
    },
    'when some of the channels are confirmed': () => {
      host.onMessage = (client, text) => {
        if (text.includes('pricing')) client.connection.destroy();
        else answer(client, text);
      };
    },
    'when it is live': () => {
      stream.onDidChangeState(({ phase }) => {
        if (phase === 'live' && host.clients.length === 1) host.clients[0]?.connection.destroy();
      });
    },
  };
  for (const [when, cut] of Object.entries(cuts)) {
    it(`connects again where it was cut ${when}`, async () => {
      const { onUpgrade, onClient, onMessage } = host;
      cut();
      stream.start();
      await down(when.startsWith('before') ? 'unreachable' : 'broken');
      Object.assign(host, { onUpgrade, onClient, onMessage });
      await clock.advance(500);
      await live();
    });
  }

  it('waits longer after each failure, up to a minute, and starts anew once it has held', async () => {
    host.onClient = ({ connection }) => connection.destroy();
    stream.start();
    for (const wait of [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const { retryAt } = await down('broken');
      assert.equal(retryAt, clock.now() + wait);
      host.onClient = wait === 30_000 && states.length > 14 ? connected : host.onClient;
      await clock.advance(wait);
    }
    await live();
    await clock.advance(29_000);
    await clock.advance(1_000);
    host.clients.at(-1)?.connection.destroy();
    assert.equal((await down('broken')).retryAt, clock.now() + 500);
  });

  function connected({ socket }: StreamClient): void {
    socket.send('{"m":"connected","type":"auth"}');
  }

  function refuse(status: number, body: object, headers = ''): void {
    const text = JSON.stringify(body);
    host.onUpgrade = (socket) => {
      socket.end(
        `HTTP/1.1 ${status} No\r\n${headers}Content-Length: ${text.length}\r\n\r\n${text}`,
      );
      return 'taken';
    };
  }

  it('does not try a key again that the venue refused, until it is started again', async () => {
    refuse(401, { code: 200001, reason: `AUTHENTICATION_FAILED ${apiKey}` });
    stream.start();
    const { retryAt, detail } = await down('refused');
    assert.equal(retryAt, undefined);
    assert.match(detail, /200001 AUTHENTICATION_FAILED/);
    await clock.advance(3_600_000);
    assert.deepEqual([host.clients.length, clock.waits], [0, []]);
    host.onUpgrade = undefined;
    await began(1);
  });

  it('measures the clock where its time was refused, and connects again at once', async () => {
    refuse(401, { code: 100011, reason: 'INVALID_TIMESTAMP' });
    stream.start();
    await down('clock');
    host.onUpgrade = undefined;
    await live();
    const [client] = host.clients;
    assert.equal(client?.headers['x-auth-timestamp'], String(clock.now() + 40_000));
  });

  it('leaves the venue alone as long as it asks', async () => {
    refuse(429, { code: 100014, reason: 'TOO_MANY_REQUESTS' }, 'Retry-After: 90\r\n');
    stream.start();
    assert.equal((await down('rateLimited')).retryAt, clock.now() + 90_000);
    host.onUpgrade = undefined;
    await clock.advance(89_999);
    assert.equal(host.clients.length, 0);
    await clock.advance(1_000);
    await live();
  });

  it('begins anew where a message cannot be read', async () => {
    for (const [n, text] of [
      'not JSON',
      '[]',
      '{"a":1}',
      JSON.stringify({ ...order, st: undefined }),
      '{"m":"futures-account-update","t":5,"sn":3,"col":[{"a":"USDT","b":"some"}]}',
      'x'.repeat(5 * 1024 * 1024),
    ].entries()) {
      const client = await began(n + 1);
      client.socket.send(text);
      await down('unreadable');
      await clock.advance(60_000);
      await live();
      stream.stop();
      await host.until(() => host.open === 0);
      host.clients.forEach(({ socket }) => socket.terminate());
      stream.start();
      await live();
      (host.clients as StreamClient[]).length = n + 1;
      stream.stop();
      await host.until(() => host.open === 0);
    }
    assert.deepEqual(orders, []);
  });

  it('says what the venue said on its way out', async () => {
    const client = await began(1);
    client.socket.send(`{"m":"disconnected","code":100005,"reason":"X","info":"bye ${apiKey}"}`);
    assert.equal((await down('closed')).detail, '100005 X bye ‹redacted›');
  });

  it('goes down where a channel is refused or never confirmed', async () => {
    host.onMessage = ({ socket }) =>
      socket.send('{"m":"error","code":100005,"reason":"INVALID_WS_REQUEST_DATA","info":"no"}');
    stream.start();
    await down('refused');
    host.onMessage = () => undefined;
    await clock.advance(500);
    const client = await host.client(2);
    await host.until(() => client.received.length === 3);
    await clock.advance(15_000);
    await down('silent');
  });

  it('ends everything when it is stopped, at any moment, and can be started again', async () => {
    stream.start();
    stream.stop();
    const client = await began(1);
    client.socket.send(JSON.stringify(order));
    stream.stop();
    const [phases] = [states.length];
    await host.until(() => host.open === 0);
    await settled();
    assert.deepEqual([orders, states.length, clock.waits], [[], phases, []]);
    assert.ok(stream.state.phase === 'down' && stream.state.reason === 'stopped');
    await began(2);
  });
});
