import assert from 'node:assert/strict';
import { live, until } from '../../support/paperDesks.ts';
import { PaperPositions } from '../../support/paperPositions.ts';

describe('the feed of positions', () => {
  const rig = new PaperPositions();
  beforeEach(() => rig.begin());
  afterEach(() => rig.end());
  const positions = () => rig.trader.positions;

  it('has positions, balances and free margin after it asked', async () => {
    await rig.take('buy', '0.5');
    const { store, feed } = positions();
    assert.equal(await feed.read(), undefined);
    const [position] = store.open;
    assert.deepEqual(
      [position?.symbol, position?.side, position?.quantity],
      ['BTC-PERP', 'long', '0.5'],
    );
    assert.equal(store.balances[0]?.amount, rig.account.balance.round(9).toFixed());
    assert.match(store.freeMargin?.crossed ?? '', /^\d+(\.\d+)?$/);
    assert.equal(feed.termsOf('BTC-PERP')?.brackets[0]?.maintenanceRate, '0.006');
    assert.ok(rig.trader.marks.get('BTC-PERP'));
  });

  it('hears of every fill by the stream, without asking', async () => {
    await live(rig.trader);
    const { store, feed } = positions();
    assert.equal(await feed.read(), undefined);
    const asked = rig.sent('position');
    const told = new Promise<void>((resolve) => {
      store.onDidChange(() => {
        if (store.get('BTC-PERP')?.quantity === '0.7') resolve();
      });
    });
    await rig.take('sell', '0.7');
    await told;
    assert.equal(store.get('BTC-PERP')?.side, 'short');
    assert.equal(rig.sent('position'), asked);
  });

  it('asks again once the stream is live again, whatever was missed', async () => {
    await live(rig.trader);
    const { store, feed } = positions();
    assert.equal(await feed.read(), undefined);
    rig.fault('stream-cut-before', { action: 'futures-account-update' });
    await rig.take('buy', '0.2');
    await until(rig.trader, () => rig.trader.feed.state.stream?.phase === 'down');
    await live(rig.trader);
    if (store.open.length === 0)
      await new Promise<void>((resolve) => {
        store.onDidChange(() => resolve());
      });
    assert.equal(store.get('BTC-PERP')?.quantity, '0.2');
  });

  it('says why it could not ask, and keeps what was known', async () => {
    await rig.take('buy', '0.2');
    const { store, feed } = positions();
    assert.equal(await feed.read(), undefined);
    rig.fault('server-error', { action: 'position', count: -1 });
    assert.equal((await feed.read())?.code, '510001');
    assert.equal(store.open.length, 1);
    assert.ok(feed.isStale(60_000));
  });

  it('does without what contracts ask for, and asks for that the next time', async () => {
    rig.fault('server-error', { action: 'contract', count: 3 });
    const { feed } = positions();
    assert.equal(await feed.read(), undefined);
    assert.equal(feed.termsOf('BTC-PERP'), undefined);
    assert.equal(await feed.read(), undefined);
    assert.ok(feed.termsOf('BTC-PERP'));
  });
});
