import assert from 'node:assert/strict';
import { CancelService } from '../../../src/orders/cancelService.ts';
import type { CancelJournal, JournalEntry } from '../../../src/orders/cancelJournal.ts';
import { cancelProof } from '../../../src/orders/cancelProof.ts';
import { memoryJournal } from '../../../src/orders/journal.ts';
import { proofOf, type CancelReport } from '../../../src/orders/cancelOutcome.ts';
import { OrderStore } from '../../../src/orders/orderStore.ts';
import { hang, html, inTurn, reset } from '../../support/faults.ts';
import { heard, makeOrder } from './makeOrder.ts';
import {
  canceled,
  ORDER_ID,
  orders,
  refused,
  startScriptedVenue,
  timeIs,
  type ScriptedVenue,
} from './scriptedVenue.ts';

const TARGET = { orderId: ORDER_ID, symbol: 'BTC-PERP' };

describe('a cancel', () => {
  let venue: ScriptedVenue;
  let store: OrderStore;
  let cancels: CancelService;
  let journal: CancelJournal;
  const start = (): CancelService =>
    new CancelService({ venue: venue.venue, store, clock: venue.clock, journal });
  const cancel = (ms?: number): Promise<CancelReport> =>
    cancels.cancel(TARGET, ms === undefined ? {} : { ms });

  beforeEach(async () => {
    venue = await startScriptedVenue();
    store = new OrderStore();
    store.apply([makeOrder({ orderId: ORDER_ID })], heard());
    journal = memoryJournal();
    cancels = start();
  });
  afterEach(async () => {
    cancels.dispose();
    store.dispose();
    await venue.close();
  });

  it('is settled by an answer of the matching engine, without another question', async () => {
    venue.cancel = canceled('ACCEPT', { status: 'Canceled' });
    const report = await cancel();
    assert.equal(report.outcome.kind, 'canceled');
    assert.equal(proofOf(report)?.action, 'cancel-order');
    assert.equal(venue.count('status'), 0);
    assert.equal(store.isWorking(ORDER_ID), false);
  });

  it('is not settled by an acknowledgement: the status is read, and is the proof', async () => {
    venue.cancel = canceled('ACK', { status: 'New', seqNum: -1 });
    venue.status = inTurn(orders({}), orders({ status: 'Canceled', seqNum: 11 }));
    const report = await cancel();
    assert.equal(report.outcome.kind, 'canceled');
    assert.equal(venue.count('status'), 2);
    assert.equal(proofOf(report)?.action, 'order-status');
  });

  it('stays "acknowledged, not confirmed" while the order is still open', async () => {
    venue.cancel = canceled('ACK', { status: 'New', seqNum: -1 });
    const { outcome } = await cancel(1_000);
    assert.ok(outcome.kind === 'unknown' && outcome.acknowledged);
    assert.equal(outcome.order?.venueStatus, 'New');
    assert.equal(cancels.phaseOf(ORDER_ID), 'acknowledged');
    assert.equal(store.isWorking(ORDER_ID), true);
  });

  it('that found the order filled says so, with the quantities', async () => {
    venue.cancel = refused(300006, 'INVALID_ORDER_ID');
    venue.status = orders({ status: 'Filled', cumFilledQty: '1', seqNum: 12 });
    const { outcome } = await cancel();
    assert.ok(outcome.kind === 'filledFirst' && outcome.complete);
    assert.equal(outcome.order.filledQuantity, '1');
  });

  it('that came after a partial fill says what was filled', async () => {
    venue.cancel = canceled('ACCEPT', { status: 'Canceled', cumFilledQty: '0.4', seqNum: 12 });
    const { outcome } = await cancel();
    assert.ok(outcome.kind === 'filledFirst' && !outcome.complete);
    assert.equal(outcome.order.filledQuantity, '0.4');
  });

  it('of an order that somebody else canceled is "already closed"', async () => {
    venue.cancel = refused(300019, 'NOT_OPEN');
    venue.status = orders({ status: 'Canceled', seqNum: 12 });
    assert.equal((await cancel()).outcome.kind, 'alreadyClosed');
  });

  it('of an id that the exchange does not know is rejected, once its status is missing too', async () => {
    venue.cancel = refused(300006, 'INVALID_ORDER_ID');
    venue.status = orders();
    const { outcome } = await cancel();
    assert.ok(outcome.kind === 'rejected');
    assert.equal(outcome.error.code, '300006');
    assert.equal(venue.count('status'), 1);
  });

  it('refused for want of permission is rejected, and the order is as it was', async () => {
    venue.cancel = refused(200015, 'PERMISSION_DENIED');
    const { outcome } = await cancel();
    assert.ok(outcome.kind === 'rejected');
    assert.equal(outcome.error.reason, 'noPermission');
    assert.equal(store.isWorking(ORDER_ID), true);
  });

  it('to a host that refuses the connection was not sent', async () => {
    await venue.host.close();
    const { outcome } = await cancel();
    assert.ok(outcome.kind === 'notSent');
    assert.equal(outcome.error.reason, 'refused');
    assert.equal(cancels.phaseOf(ORDER_ID), undefined);
    venue.host.close = () => Promise.resolve();
  });

  for (const [name, fault] of [
    ['reset', reset()],
    ['never answered', hang()],
    ['answered by a gateway in HTML', html(502)],
  ] as const) {
    it(`that is ${name} is unknown until the status is read, and is sent once`, async () => {
      venue.cancel = fault;
      venue.status = inTurn(orders({}), orders({ status: 'Canceled', seqNum: 12 }));
      const { outcome } = await cancel();
      assert.equal(outcome.kind, 'canceled');
      assert.equal(venue.count('cancel'), 1);
    });
  }

  it('that is still unknown goes on asking, and says so when it is settled', async () => {
    venue.cancel = reset();
    venue.status = reset();
    const late = new Promise<CancelReport>((resolve) => cancels.onDidSettleLate(resolve));
    const { outcome } = await cancel(1_000);
    assert.ok(outcome.kind === 'unknown' && !outcome.acknowledged);
    assert.equal(outcome.order, undefined);
    venue.status = orders({ status: 'Canceled', seqNum: 12 });
    assert.equal((await late).outcome.kind, 'canceled');
    assert.equal(venue.count('cancel'), 1);
    assert.equal(cancels.unsettled.length, 0);
  });

  it('asks first within two seconds, and never more often than once a minute in the end', async () => {
    venue.cancel = canceled('ACK', { status: 'New', seqNum: -1 });
    await cancel(600_000);
    assert.ok(venue.clock.waits[0]! <= 2_000);
    assert.equal(venue.clock.waits.at(-1), 60_000);
  });

  it('at the same time as another of the same order does not send', async () => {
    venue.cancel = canceled('ACCEPT', { status: 'Canceled', seqNum: 12 });
    const [first, second] = await Promise.all([cancel(), cancel()]);
    assert.equal(first.outcome.kind, 'canceled');
    assert.equal(second.outcome.kind, 'underWay');
    assert.equal(venue.count('cancel'), 1);
  });

  it('is not repeated while nothing is known of the order since', async () => {
    venue.cancel = reset();
    venue.status = reset();
    await cancel(500);
    assert.equal((await cancel(500)).outcome.kind, 'underWay');
    assert.equal(venue.count('cancel'), 1);
  });

  it('that is acknowledged is not sent again, though the order still shows open', async () => {
    venue.cancel = canceled('ACK', { status: 'New', seqNum: -1 });
    const first = await cancel(500);
    assert.ok(first.outcome.kind === 'unknown' && first.outcome.order);
    assert.equal((await cancel(500)).outcome.kind, 'underWay');
    assert.equal(venue.count('cancel'), 1);
  });

  it('may be sent again once the order was seen open after the first', async () => {
    venue.cancel = inTurn(reset(), canceled('ACCEPT', { status: 'Canceled', seqNum: 12 }));
    const first = await cancel(500);
    assert.ok(first.outcome.kind === 'unknown' && first.outcome.order);
    assert.equal((await cancel()).outcome.kind, 'canceled');
    assert.equal(venue.count('cancel'), 2);
  });

  it('that is refused does not end an earlier one whose fate is unknown', async () => {
    venue.cancel = inTurn(reset(), refused(200015, 'PERMISSION_DENIED'));
    await cancel(500);
    const late = new Promise<CancelReport>((resolve) => cancels.onDidSettleLate(resolve));
    assert.equal((await cancel()).outcome.kind, 'rejected');
    assert.equal(cancels.phaseOf(ORDER_ID), 'unknown');
    assert.equal(journal.list().length, 1);
    venue.status = orders({ status: 'Canceled', seqNum: 12 });
    assert.equal((await late).outcome.kind, 'canceled');
    assert.deepEqual(journal.list(), []);
  });

  it('is not sent while another window does not know what became of its own', async () => {
    venue.cancel = reset();
    venue.status = reset();
    await cancel(500);
    const second = start();
    const { outcome } = await second.cancel(TARGET);
    assert.equal(outcome.kind, 'underWay');
    assert.equal(second.phaseOf(ORDER_ID), 'unknown');
    assert.equal(venue.count('cancel'), 1);
    second.dispose();
  });

  it('that nobody waits for any longer goes on, and is not sent again', async () => {
    const stop = new AbortController();
    venue.cancel = hang();
    venue.status = orders({ status: 'Canceled', seqNum: 12 });
    const late = new Promise<CancelReport>((resolve) => cancels.onDidSettleLate(resolve));
    const waiting = cancels.cancel(TARGET, { signal: stop.signal });
    await venue.host.received(1);
    stop.abort();
    assert.equal((await waiting).outcome.kind, 'unknown');
    assert.equal((await late).outcome.kind, 'canceled');
    assert.equal(venue.count('cancel'), 1);
  });

  it('is settled by news from elsewhere while the answer is still awaited', async () => {
    venue.cancel = hang();
    const waiting = cancel();
    await venue.host.received(1);
    const news = heard('{"m":"futures-order","st":"Canceled"}');
    store.apply([makeOrder({ orderId: ORDER_ID, status: 'canceled', sequence: 5 })], news);
    const { outcome, evidence } = await waiting;
    assert.equal(outcome.kind, 'canceled');
    assert.deepEqual(evidence, [news]);
    assert.equal(venue.count('status'), 0);
  });

  it('that the stream settled before its answer came names the stream as its proof', async () => {
    let answer = (): void => undefined;
    venue.cancel = (socket, request) => {
      answer = () => canceled('ACK', { status: 'New', seqNum: -1 })(socket, request);
    };
    const waiting = cancel();
    await venue.host.received(1);
    const news = heard('{"m":"futures-order","st":"Canceled"}');
    store.apply([makeOrder({ orderId: ORDER_ID, status: 'canceled', sequence: 5 })], news);
    answer();
    const { evidence, proof } = await waiting;
    assert.equal(evidence[0], news);
    assert.equal(proof, news);
  });

  it('is in the journal from before it is sent until it is settled', async () => {
    let known = 0;
    venue.cancel = (socket, request) => {
      known = journal.list().length;
      canceled('ACCEPT', { status: 'Canceled' })(socket, request);
    };
    await cancel();
    assert.equal(known, 1);
    assert.deepEqual(journal.list(), []);
  });

  it('that is refused leaves in the journal what another window has sent since', async () => {
    const since = { orderId: ORDER_ID, symbol: 'BTC-PERP', sentAt: 1, before: undefined };
    venue.cancel = (socket, request) => {
      void journal.put([since]);
      refused(200015, 'PERMISSION_DENIED')(socket, request);
    };
    assert.equal((await cancel()).outcome.kind, 'rejected');
    assert.deepEqual(journal.list(), [since]);
  });

  it('that is unknown is followed on after a restart, shown meanwhile, and not sent again', async () => {
    venue.cancel = reset();
    venue.status = reset();
    await cancel(500);
    cancels.dispose();
    store = new OrderStore();
    cancels = start();
    const late = new Promise<CancelReport>((resolve) => cancels.onDidSettleLate(resolve));
    cancels.resume();
    assert.equal(cancels.phaseOf(ORDER_ID), 'unknown');
    assert.equal(cancels.orderOf(ORDER_ID)?.price, '9500');
    assert.equal((await cancel(500)).outcome.kind, 'underWay');
    venue.status = orders({ status: 'Canceled', seqNum: 12 });
    assert.equal((await late).outcome.kind, 'canceled');
    assert.equal(venue.count('cancel'), 1);
    assert.deepEqual(journal.list(), []);
  });

  it('leaves a report behind, settled or not', async () => {
    venue.cancel = canceled('ACCEPT', { status: 'Canceled' });
    assert.equal(cancels.reportOf(ORDER_ID), undefined);
    await cancel();
    assert.equal(cancels.reportOf(ORDER_ID)?.outcome.kind, 'canceled');
  });

  describe('that never came in, of an order that rests,', () => {
    beforeEach(() => {
      venue.cancel = reset();
      venue.status = orders({});
      venue.time = timeIs(venue.clock.now);
    });

    it('is said to have had no effect once the exchange would refuse it, and not before', async () => {
      const began = venue.clock.now();
      const report = await cancel(600_000);
      assert.ok(report.outcome.kind === 'noEffect' && report.outcome.error);
      assert.equal(report.outcome.order.status, 'open');
      assert.ok(venue.clock.now() - began >= 60_000);
      const [last, before] = [venue.host.requests.at(-1), venue.host.requests.at(-2)];
      assert.match(`${before?.path} ${last?.path}`, /exchange-info.* .*order\/status/);
      assert.deepEqual(journal.list(), []);
      assert.equal(cancels.phaseOf(ORDER_ID), undefined);
      assert.match(cancelProof(report), /"noEffect".*begun when the venue would refuse/s);
      venue.cancel = canceled('ACCEPT', { status: 'Canceled', seqNum: 12 });
      assert.equal((await cancel()).outcome.kind, 'canceled');
    });

    it('is not called repeatable before that where it was acknowledged', async () => {
      venue.cancel = canceled('ACK', { status: 'New', seqNum: -1 });
      const { outcome } = await cancel(10_000);
      assert.ok(outcome.kind === 'unknown' && outcome.order && !outcome.repeatable);
      assert.equal(cancels.mayCancel(ORDER_ID), false);
    });

    it('ends with one that was sent before it and did not come in either', async () => {
      await cancel(500);
      const told: string[] = [];
      cancels.onDidSettleLate(({ outcome }) => told.push(outcome.kind));
      assert.equal((await cancel(600_000)).outcome.kind, 'noEffect');
      assert.deepEqual([told, journal.list()], [[], []]);
      assert.equal(venue.count('cancel'), 2);
    });

    it('is that only by the exchange’s own time', async () => {
      venue.time = timeIs(() => 1_700_000_000_000);
      assert.equal((await cancel(200_000)).outcome.kind, 'unknown');
      venue.time = reset();
      assert.equal((await cancel(500)).outcome.kind, 'unknown');
    });

    it('may be sent again where it was acknowledged, and stays unconfirmed', async () => {
      venue.cancel = canceled('ACK', { status: 'New', seqNum: -1 });
      const { outcome } = await cancel(90_000);
      assert.ok(outcome.kind === 'unknown' && outcome.acknowledged && outcome.repeatable);
      assert.equal(cancels.mayCancel(ORDER_ID), true);
    });

    it('is said to have had none later, where the window ended while it was sent', async () => {
      const sentAt = venue.clock.now();
      await journal.put([{ ...TARGET, sentAt, before: undefined }]);
      const late = new Promise<CancelReport>((resolve) => cancels.onDidSettleLate(resolve));
      cancels.resume();
      assert.equal((await late).outcome.kind, 'noEffect');
      assert.ok(venue.clock.now() - sentAt >= 120_000);
    });

    it('is said to have had none by another window too', async () => {
      await cancel(500);
      cancels.dispose();
      cancels = start();
      const began = venue.clock.now();
      const late = new Promise<CancelReport>((resolve) => cancels.onDidSettleLate(resolve));
      cancels.resume();
      assert.equal((await late).outcome.kind, 'noEffect');
      const took = venue.clock.now() - began;
      assert.ok(took >= 60_000 && took < 120_000, `${took}`);
      assert.deepEqual(journal.list(), []);
    });
  });

  describe('that another window goes on with', () => {
    const goOn = async (): Promise<CancelReport> => {
      // As a file keeps them.
      await journal.put(JSON.parse(JSON.stringify(journal.list())) as JournalEntry[]);
      cancels.dispose();
      cancels = start();
      const late = new Promise<CancelReport>((resolve) => cancels.onDidSettleLate(resolve));
      cancels.resume();
      return late;
    };

    it('has the request, its answer’s bytes, and the queries that failed in its proof', async () => {
      venue.cancel = canceled('ACK', { status: 'New', seqNum: -1 });
      venue.status = reset();
      await cancel(3_000);
      venue.status = orders({ status: 'Canceled', seqNum: 12 });
      const report = await goOn();
      assert.equal(report.accepted, true);
      const kinds = report.evidence.map(({ kind }) => kind);
      // Each attempt of the query, not the last one alone.
      assert.match(kinds.join(' '), /^cancel( unread){2,3} status$/);
      const proof = JSON.parse(cancelProof(report)) as { evidence: Record<string, unknown>[] };
      assert.match(JSON.stringify(proof.evidence[0]), /"method":"DELETE".*"text":".*ACK/);
      assert.match(JSON.stringify(proof.evidence[1]), /"failure":\{"stage".*order\/status/);
      assert.equal(
        new Set(report.evidence.map((each) => 'transcript' in each && each.transcript.id)).size,
        kinds.length,
      );
    });

    it('is settled by the refusal that the first one had seen', async () => {
      venue.cancel = refused(300_006, 'INVALID_ORDER_ID');
      venue.status = reset();
      await cancel(3_000);
      venue.status = orders({});
      const { outcome } = await goOn();
      assert.ok(outcome.kind === 'rejected');
      assert.equal(outcome.error.code, '300006');
      assert.match(outcome.error.detail ?? '', /INVALID_ORDER_ID/);
      assert.ok(outcome.error.transcript?.response?.body);
    });
  });

  it('goes on by what another window has sent since, not by what that was refused before', async () => {
    venue.cancel = inTurn(refused(300_019, 'NOT_OPEN'), reset());
    venue.status = reset();
    await cancel(3_000);
    const second = start();
    second.resume();
    const [entry] = journal.list();
    assert.ok(entry?.seen?.error);
    venue.status = orders({});
    await journal.put([
      { ...entry, sentAt: entry.sentAt + 1, seen: { ...entry.seen, error: undefined } },
    ]);
    while (!second.mayCancel(ORDER_ID)) {
      second.resume();
      await venue.host.received(venue.host.requests.length + 1);
    }
    second.dispose();
  });

  it('can be dismissed, which claims nothing', async () => {
    venue.cancel = reset();
    venue.status = reset();
    await cancel(500);
    cancels.dismiss(ORDER_ID);
    assert.deepEqual(journal.list(), []);
    assert.equal(cancels.phaseOf(ORDER_ID), undefined);
    assert.equal(store.isWorking(ORDER_ID), true);
  });
});
