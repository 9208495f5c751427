import assert from 'node:assert/strict';
import type { JournalEntry } from '../../../src/orders/cancelJournal.ts';
import type { CancelReport } from '../../../src/orders/cancelOutcome.ts';
import { cancelProof } from '../../../src/orders/cancelProof.ts';
import { CancelService } from '../../../src/orders/cancelService.ts';
import { memoryJournal } from '../../../src/orders/journal.ts';
import { OrderStore } from '../../../src/orders/orderStore.ts';
import { html, inTurn } from '../../support/faults.ts';
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

describe('the evidence of a cancel', () => {
  let venue: ScriptedVenue;
  const journal = memoryJournal<JournalEntry>();
  const store = new OrderStore();

  beforeEach(async () => {
    venue = await startScriptedVenue();
    venue.time = timeIs(() => venue.clock.now());
    store.apply([makeOrder({ orderId: ORDER_ID })], heard());
  });
  afterEach(() => venue.close());
  after(() => store.dispose());

  async function cancel(ms = 8_000): Promise<CancelReport> {
    const cancels = new CancelService({ venue: venue.venue, store, clock: venue.clock, journal });
    const report = await cancels.cancel({ orderId: ORDER_ID, symbol: 'BTC-PERP' }, { ms });
    cancels.dispose();
    return report;
  }

  it('has the request that was refused for its time, and that which was signed afresh', async () => {
    const accepted = canceled('ACCEPT', { status: 'Canceled', seqNum: 12 });
    venue.cancel = inTurn(refused(100_011, 'INVALID_TIMESTAMP'), accepted);
    const { evidence } = JSON.parse(cancelProof(await cancel())) as { evidence: object[] };
    assert.equal(evidence.length, 2);
    assert.match(JSON.stringify(evidence[0]), /"cancel".*"method":"DELETE".*INVALID_TIMESTAMP/);
    assert.match(JSON.stringify(evidence[1]), /"cancel".*"method":"DELETE".*ACCEPT/);
  });

  it('has the queries that failed before the one that was answered', async () => {
    venue.cancel = canceled('ACK', { status: 'New', seqNum: -1 });
    venue.status = inTurn(html(502), html(503), orders({ status: 'Canceled', seqNum: 13 }));
    const report = await cancel();
    assert.deepEqual(
      report.evidence.map(({ kind }) => kind),
      ['cancel', 'unread', 'unread', 'status'],
    );
    assert.equal(report.evidence.at(-1), report.proof);
    const times = report.evidence.map(({ at }) => at);
    assert.deepEqual(times, times.toSorted());
  });

  it('settles nothing where the order is said not to be open, and has no status yet', async () => {
    venue.cancel = refused(300_019, 'NOT_OPEN');
    venue.status = inTurn(
      orders(),
      orders(),
      orders({ status: 'Filled', cumFilledQty: '1', seqNum: 14 }),
    );
    const report = await cancel();
    assert.ok(report.outcome.kind === 'filledFirst' && report.outcome.complete);
  });

  it('leaves that refusal to stand where no status comes until the cancel is too old to have an effect', async () => {
    venue.cancel = refused(300_019, 'NOT_OPEN');
    venue.status = orders();
    const report = await cancel(300_000);
    assert.equal(report.outcome.kind, 'rejected');
  });
});
