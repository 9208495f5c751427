import assert from 'node:assert/strict';
import type { PlaceReport } from '../../../src/orders/placeOutcome.ts';
import { placeProof } from '../../../src/orders/placeProof.ts';
import { VenueError } from '../../../src/venues/errors.ts';
import type { BatchPlaceResult, PlacePlan, PlaceRequest } from '../../../src/venues/placing.ts';
import { BATCH, everyOne, idsOf, kinds, ManyPlaces, some } from './manyPlaces.ts';

describe('several new orders', () => {
  let rig: ManyPlaces;

  beforeEach(async () => {
    rig = new ManyPlaces();
    await rig.start();
  });
  afterEach(() => rig.end());

  it('go out in tens, and each is there under its own id with a report of its own', async () => {
    const reports = await rig.placeMany(some(23));
    assert.deepEqual(kinds(reports), everyOne('working', 23));
    assert.deepEqual(
      reports.map(({ outcome }) => outcome.kind === 'working' && outcome.order.price),
      some(23).map(({ price }) => price),
    );
    assert.deepEqual(rig.thereIds, idsOf(reports));
    assert.deepEqual(rig.batches.toSorted(), [10, 10, 3]);
    assert.equal(rig.sent, 0);
    assert.deepEqual(rig.journal.list(), []);
  });

  it('of one request are looked for by one query', async () => {
    const reports = await rig.placeMany(some(10));
    assert.deepEqual(kinds(reports), everyOne('working', 10));
    const { length } = rig.transcripts.filter(({ action }) => action === 'order-status');
    assert.equal(length, 1);
    for (const { evidence, proof } of reports) {
      assert.deepEqual(
        evidence.map(({ kind }) => kind),
        ['place', 'status'],
      );
      assert.equal(proof, evidence[1]);
    }
  });

  it('are in the journal with their ids before they are sent', async () => {
    const { placing } = rig.venue;
    let written: readonly string[] = [];
    let sent: readonly PlacePlan[] = [];
    const send = placing.placeMany.bind(placing);
    placing.placeMany = (plans) => {
      sent = plans;
      written = rig.journal.list().map(({ orderId }) => orderId);
      return send(plans);
    };
    await rig.placeMany(some(4));
    assert.equal(written.length, 4);
    assert.deepEqual(
      written,
      sent.map(({ orderId }) => orderId),
    );
  });

  it('and one alone go out as a single order does', async () => {
    assert.deepEqual(kinds(await rig.placeMany([{}])), ['working']);
    assert.deepEqual([rig.sent, rig.batches], [1, []]);
    assert.deepEqual(await rig.placeMany([]), []);
  });

  it('go one by one where the exchange has no batch', async () => {
    Object.assign(rig.venue.capabilities, { maxBatchPlace: 1 });
    assert.deepEqual(kinds(await rig.placeMany(some(6))), everyOne('working', 6));
    assert.deepEqual([rig.sent, rig.batches], [6, []]);
  });

  it('that are acknowledged are not open before the exchange shows them', async () => {
    rig.paper.services.queue.hold();
    const reports = await rig.placeMany(some(3), { ms: 120_000 });
    for (const { outcome } of reports)
      assert.ok(outcome.kind === 'unknown' && outcome.acknowledged);
    assert.equal(rig.store.size, 0);
    assert.equal(rig.journal.list().length, 3);
    const settled = rig.late();
    await rig.paper.services.queue.release();
    assert.equal((await settled).outcome.kind, 'working');
  });

  for (const kind of [
    ...['silence', 'reset-before', 'reset-after', 'drop-before', 'drop-after', 'cut', 'redirect'],
    ...['length-short', 'length-long', 'gzip', 'garbage', 'huge', 'latency', 'slow-body'],
    ...['html', 'html-after', 'server-error', 'server-error-after', 'rate-limit', 'ban'],
  ]) {
    it(`whose answer is lost by "${kind}" are found, or said to have never arrived, and sent once`, async function () {
      this.timeout(20_000);
      rig.fault(kind, 1, BATCH);
      const reports = await rig.placeMany(some(4), { ms: 600_000 });
      const expected =
        kind === 'ban' ? 'rejected' : rig.there.length > 0 ? 'working' : 'neverArrived';
      if (rig.there.length > 0) assert.deepEqual(rig.thereIds, idsOf(reports));
      assert.deepEqual(kinds(reports), everyOne(expected, 4));
      assert.deepEqual(rig.batches, [4]);
      assert.equal(rig.sent, 0);
      assert.deepEqual(rig.journal.list(), []);
      for (const report of reports) {
        assert.ok(report.evidence.length > 0);
        assert.match(placeProof(report), new RegExp(`"${expected}"`));
      }
    });
  }

  it('are not said to have never arrived before the exchange would refuse them', async () => {
    rig.fault('reset-before', 1, BATCH);
    const began = rig.clock.now();
    assert.deepEqual(
      kinds(await rig.placeMany(some(3), { ms: 600_000 })),
      everyOne('neverArrived', 3),
    );
    assert.ok(rig.clock.now() - began >= 60_000);
  });

  it('of which one batch is lost are settled all the same in the others', async () => {
    rig.fault('reset-before', 1, BATCH);
    const reports = await rig.placeMany(some(25), { ms: 600_000 });
    assert.ok([15, 20].includes(rig.there.length), String(rig.there.length));
    const working = reports.filter(({ outcome }) => outcome.kind === 'working');
    assert.deepEqual(rig.thereIds, idsOf(working));
    assert.equal(
      kinds(reports).filter((each) => each === 'neverArrived').length,
      25 - working.length,
    );
    assert.equal(rig.batches.length, 3);
  });

  it('of which the answer leaves one out are looked for, and not sent again', async () => {
    const { placing } = rig.venue;
    const send = placing.placeMany.bind(placing);
    placing.placeMany = async (plans) => {
      const { value, transcript } = await send(plans);
      const [{ orderId }, ...others] = value as [BatchPlaceResult];
      const error = new VenueError('unknownOutcome', 'other', 'it is left out', { transcript });
      return { value: [{ state: 'unknown', orderId, error }, ...others], transcript };
    };
    const reports = await rig.placeMany(some(3));
    assert.deepEqual(kinds(reports), everyOne('working', 3));
    assert.deepEqual(rig.batches, [3]);
  });

  it('that the person stops are not sent any more, and what was sent is followed', async () => {
    const stop = new AbortController();
    rig.places.onDidChange(() => stop.abort());
    const reports = await rig.placeMany(some(65), { signal: stop.signal });
    const sent = rig.batches.reduce((sum, each) => sum + each, 0);
    assert.ok(sent < 65, String(sent));
    const unsent = reports.filter(({ outcome }) => outcome.kind === 'notSent');
    assert.equal(unsent.length, 65 - sent);
    assert.ok(unsent.every(({ orderId, time }) => orderId === undefined && time === undefined));
    const followed = reports.filter(({ outcome }) => outcome.kind === 'unknown');
    assert.equal(followed.length, sent);
  });

  it('of which some are not wanted any more go without those', async () => {
    let asked = 0;
    // Each is asked for before it is noted, and again at the last moment.
    const isWanted = ({ price }: PlaceRequest): boolean => price !== '50001' || ++asked < 2;
    const reports = await rig.placeMany(some(4), { isWanted });
    assert.deepEqual(kinds(reports), ['working', 'notSent', 'working', 'working']);
    assert.deepEqual(rig.batches, [3]);
    assert.deepEqual(rig.journal.list(), []);
  });

  it('of which one could never be right go without it', async () => {
    const reports = await rig.placeMany([{}, { quantity: '-1' }, {}]);
    assert.deepEqual(kinds(reports), ['working', 'notSent', 'working']);
    assert.deepEqual(rig.batches, [2]);
  });

  it('left unsettled by one window are followed by the next, and not sent again', async () => {
    rig.fault('drop-after', 1, BATCH);
    rig.fault('reset-before', -1, 'order-status');
    const reports = await rig.placeMany(some(3), { ms: 1_000 });
    assert.deepEqual(kinds(reports), everyOne('unknown', 3));
    rig.reload();
    rig.paper.services.faults.clear();
    const settled = new Promise<readonly PlaceReport[]>((resolve) => {
      const late: PlaceReport[] = [];
      rig.places.onDidSettleLate((report) => late.push(report) === 3 && resolve(late));
    });
    rig.places.resume();
    assert.deepEqual(idsOf(await settled), idsOf(reports));
    assert.deepEqual([rig.batches, rig.journal.list()], [[3], []]);
  });
});
