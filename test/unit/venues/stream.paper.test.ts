import assert from 'node:assert/strict';
import { systemClock } from '../../../src/common/clock.ts';
import { startPaperExchange, type PaperExchange } from '../../../src/paper/exchange.ts';
import type { OrderNews, StreamState, VenueStream } from '../../../src/venues/stream.ts';
import { VenueRig, type VenueUnderTest } from '../../support/venueRig.ts';

describe('the private stream of the paper exchange', () => {
  const rig = new VenueRig();
  let paper: PaperExchange;

  beforeEach(async () => {
    paper = await startPaperExchange({ seed: 3, orders: 5, frozen: true });
    rig.endLater(() => paper.close());
  });
  afterEach(() => rig.end());

  function connect(wrong = ''): VenueUnderTest & { stream: VenueStream } {
    const { apiKey, secret, url, accountGroup } = paper.ready;
    const made = rig.venue(url, {
      clock: systemClock,
      accountGroup: String(accountGroup),
      credentials: { apiKey, secret: secret + wrong, origin: url },
    });
    const stream = made.venue.stream?.();
    assert.ok(stream);
    return { ...made, stream };
  }

  function reached(stream: VenueStream, phase: StreamState['phase']): Promise<StreamState> {
    return new Promise((resolve) => {
      stream.onDidChangeState((state) => {
        if (state.phase === phase) resolve(state);
      });
      stream.start();
    });
  }

  it('tells of a cancel that was asked for after it was live', async () => {
    const { venue, stream } = connect();
    await reached(stream, 'live');
    const [order] = (await venue.openOrders()).value;
    assert.ok(order);
    const told = new Promise<OrderNews>((resolve) => stream.onOrders(resolve));
    await venue.cancelOrder(order);
    const { order: news, evidence } = await told;
    assert.deepEqual([news.orderId, news.status], [order.orderId, 'canceled']);
    assert.ok(news.sequence > order.sequence);
    assert.equal(news.raw, evidence.text);
  });

  it('refuses a wrong signature, and is not asked again', async () => {
    const { stream } = connect('x');
    const state = await reached(stream, 'down');
    assert.ok(state.phase === 'down' && state.reason === 'refused', JSON.stringify(state));
    assert.equal(state.retryAt, undefined);
  });

  it('is reached with a clock that is a minute off', async () => {
    paper.services.clock.offset = 60_000;
    const { stream } = connect();
    assert.equal((await reached(stream, 'live')).phase, 'live');
  });
});
