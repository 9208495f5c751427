import assert from 'node:assert/strict';
import type { FaultSpec } from '../../../src/paper/faults/spec.ts';
import { live, PaperDesks, until } from '../../support/paperDesks.ts';

/** Every moment at which the exchange can break a stream off, told by the message it is at. */
const cuts: readonly (readonly [when: string, spec: FaultSpec])[] = [
  ['before the upgrade is answered', { kind: 'drop-before', action: 'stream' }],
  ['by a reset of the upgrade', { kind: 'reset-before', action: 'stream' }],
  ['within the answer to the upgrade', { kind: 'cut', arg: 60, action: 'stream' }],
  ['before it is greeted', { kind: 'stream-cut-before', action: 'connected' }],
  ['once it is greeted', { kind: 'stream-cut', action: 'connected' }],
  ['before the first channel', { kind: 'stream-cut-before', action: 'sub' }],
  ['after the first channel', { kind: 'stream-cut', action: 'sub' }],
  ['after the second channel', { kind: 'stream-cut', action: 'sub', skip: 1 }],
  ['after the last channel', { kind: 'stream-cut', action: 'sub', skip: 2 }],
  ['instead of news of an order', { kind: 'stream-cut-before', action: 'futures-order' }],
  ['after news of an order', { kind: 'stream-cut', action: 'futures-order' }],
];

describe('a desk whose stream is cut', () => {
  const rig = new PaperDesks();
  afterEach(() => rig.end());

  for (const [when, spec] of cuts) {
    it(`${when} lists what is true again by itself, whatever it missed`, async function () {
      this.timeout(20_000); // an order that is new to the desk is left alone for five seconds
      const exchange = await rig.start();
      const { faults } = exchange.services;
      const atOrder = spec.action === 'futures-order';
      if (!atOrder) faults.add(spec);
      const desk = rig.desk();
      let downs = 0;
      desk.feed.onDidChange(({ stream }) => (downs += stream?.phase === 'down' ? 1 : 0));
      if (!atOrder) await until(desk, () => downs > 0);
      await live(desk);
      await until(desk, () => desk.store.size === 4);
      if (atOrder) {
        faults.add(spec);
        const [order] = desk.store.working;
        assert.ok(order);
        desk.feed.startPolling(500);
        await desk.venue.cancelOrder(order); // past the desk, as another client would
        await until(desk, () => downs > 0);
        await live(desk);
        await until(desk, () => desk.store.get(order.orderId)?.status === 'canceled');
      }
      assert.equal(Object.values(faults.counts).join(), '1');
      const open = exchange.services.accounts.find(exchange.ready.accountGroup)?.open.keys() ?? [];
      assert.deepEqual(desk.store.working.map(({ orderId }) => orderId).sort(), [...open].sort());
    });
  }
});
