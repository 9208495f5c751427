import assert from 'node:assert/strict';
import { live, PaperDesks, until } from '../../support/paperDesks.ts';

describe('a desk whose polls are ignored', () => {
  const rig = new PaperDesks();
  afterEach(() => rig.end());

  it('asks for the list again as soon as the venue tells of an order', async () => {
    const paper = await rig.start();
    const limits = { headersTimeout: 200, totalTimeout: 400 };
    const desk = rig.desk(undefined, { limits });
    await live(desk);
    await desk.feed.refresh();
    const [order] = desk.store.working;
    assert.ok(order);
    paper.services.faults.add({ kind: 'silence', action: 'open-orders', count: -1 });
    desk.feed.startPolling(3_600_000);
    await until(desk, () => desk.feed.state.error?.reason === 'ignored');
    paper.services.faults.clear();
    await desk.cancels.cancel(order);
    await until(desk, () => desk.feed.state.error === undefined);
    assert.equal(desk.store.isWorking(order.orderId), false);
  });
});
