import assert from 'node:assert/strict';
import { placeProof } from '../../../src/orders/placeProof.ts';
import { VenueError } from '../../../src/venues/errors.ts';
import type { BatchPlaceResult, PlacePlan } from '../../../src/venues/placing.ts';
import { BAD, BATCH, everyOne, kinds, ManyPlaces, some } from './manyPlaces.ts';

describe('several new orders, at an exchange that refuses some,', () => {
  let rig: ManyPlaces;

  beforeEach(async () => {
    rig = new ManyPlaces();
    await rig.start();
  });
  afterEach(() => rig.end());

  it('go out again at once without the one that the exchange names, with other ids', async () => {
    const reports = await rig.placeMany([{}, BAD, {}, { quantity: '0.00001' }, {}]);
    assert.deepEqual(kinds(reports), ['working', 'rejected', 'working', 'rejected', 'working']);
    const codes = reports.map(({ outcome }) => outcome.kind === 'rejected' && outcome.error?.code);
    assert.deepEqual(codes, [false, '300014', false, '300002', false]);
    assert.deepEqual(rig.batches, [5, 3]);
    assert.equal(rig.sent, 0);
    assert.equal(rig.there.length, 3);
    assert.deepEqual(rig.journal.list(), []);
    assert.deepEqual(
      reports[0]?.evidence.map(({ kind }) => kind),
      ['place', 'place', 'status'],
    );
    assert.match(placeProof(reports[1] ?? assert.fail()), /TICK_SIZE_VIOLATION/);
  });

  it('go out again until one is left, which goes by itself, or none', async () => {
    assert.deepEqual(kinds(await rig.placeMany([BAD, BAD, {}])), [
      'rejected',
      'rejected',
      'working',
    ]);
    assert.deepEqual([rig.batches, rig.sent], [[3], 1]);
    assert.deepEqual(kinds(await rig.placeMany([BAD, BAD])), ['rejected', 'rejected']);
    assert.deepEqual([rig.batches, rig.sent], [[3, 2], 1]);
  });

  it('that fit the margin one by one and not together are placed as far as they fit', async () => {
    const reports = await rig.placeMany(some(4, { quantity: '10' }));
    const refused = reports.filter(({ outcome }) => outcome.kind === 'rejected');
    const [last] = refused;
    assert.ok(refused.length > 0 && refused.length < 4, String(refused.length));
    assert.ok(last?.outcome.kind === 'rejected' && last.outcome.error?.reason === 'margin');
    assert.equal(rig.there.length, 4 - refused.length);
  });

  /** Answers batches in the exchange's stead. */
  function refuse(
    results: (plans: readonly PlacePlan[]) => readonly BatchPlaceResult[] | VenueError,
  ): void {
    rig.venue.placing.placeMany = async (plans) => {
      const { transcript } = await rig.venue.orderStatus(plans.map(({ orderId }) => orderId));
      const value = results(plans);
      if (value instanceof VenueError) throw value;
      return { value, transcript };
    };
  }
  const inBadCompany = ({ orderId }: PlacePlan): BatchPlaceResult => {
    const error = new VenueError('rejected', 'other', 'another', { code: '300013' });
    return { state: 'rejected', orderId, own: false, error };
  };

  it('go each by itself where the refusal names none of them, for a reason of its own each', async () => {
    refuse(() => new VenueError('rejected', 'other', 'a bad batch', { code: '300013' }));
    const reports = await rig.placeMany([{}, BAD, {}]);
    assert.deepEqual(kinds(reports), ['working', 'rejected', 'working']);
    assert.equal(rig.sent, 3);
    refuse((plans) => plans.map(inBadCompany));
    assert.deepEqual(kinds(await rig.placeMany(some(3))), everyOne('working', 3));
    assert.equal(rig.sent, 6);
    assert.equal(rig.there.length, 5);
  });

  it('are not sent one by one where the exchange would refuse any order', async () => {
    for (const reason of ['badSignature', 'noPermission', 'rateLimited'] as const) {
      refuse(() => new VenueError('rejected', reason, 'no'));
      assert.deepEqual(kinds(await rig.placeMany(some(3))), everyOne('rejected', 3));
    }
    assert.equal(rig.sent, 0);
  });

  it('that the exchange calls by other ids are found by those', async () => {
    const [first, second] = await rig.placeMany(some(2));
    const others = [first, second].map((each) => each?.orderId ?? '');
    refuse((plans) =>
      plans.map((_, at): BatchPlaceResult => ({ state: 'acknowledged', orderId: others[at]! })),
    );
    const reports = await rig.placeMany(some(2));
    assert.deepEqual(
      reports.map(({ orderId }) => orderId),
      others,
    );
    assert.deepEqual(kinds(reports), everyOne('working', 2));
    assert.deepEqual(rig.journal.list(), []);
  });

  it('refused for their time are sent once more with other times and ids, and there once', async () => {
    await rig.placeMany([{}]);
    rig.paper.services.clock.offset = 40_000;
    const reports = await rig.placeMany(some(3));
    assert.deepEqual(kinds(reports), everyOne('working', 3));
    assert.deepEqual(rig.batches, [3, 3]);
    assert.equal(rig.there.length, 4);
    assert.deepEqual(rig.journal.list(), []);
  });

  it('refused for their time again are rejected', async () => {
    rig.paper.services.faults.add({ kind: 'skew', arg: 40_000, count: 2, action: BATCH });
    const reports = await rig.placeMany(some(3));
    assert.deepEqual(
      reports.map(({ outcome }) => outcome.kind === 'rejected' && outcome.error?.reason),
      ['clock', 'clock', 'clock'],
    );
    assert.deepEqual([rig.batches, rig.sent], [[3, 3], 0]);
  });

  it('refused for another’s sake stay refused where the person has stopped', async () => {
    const stop = new AbortController();
    refuse((plans) => {
      stop.abort();
      const [first, ...others] = plans.map(inBadCompany);
      return first?.state === 'rejected' ? [{ ...first, own: true }, ...others] : [];
    });
    const settled = rig.late();
    assert.deepEqual(
      kinds(await rig.placeMany(some(3), { signal: stop.signal })),
      everyOne('unknown', 3),
    );
    const { outcome } = await settled;
    assert.ok(outcome.kind === 'rejected');
    assert.deepEqual([rig.batches, rig.sent, rig.there.length], [[], 0, 0]);
  });
});
