import assert from 'node:assert/strict';
import type { VenueErrorReason } from '../../../../src/venues/errors.ts';
import { json, message, refusingOrigin, type Answer } from '../../../support/faultyHost.ts';
import * as faults from '../../../support/faults.ts';
import { body, meta, said, two } from '../../../support/placeBatches.ts';
import { errorOf, VenueRig } from '../../../support/venueRig.ts';

const limits = { headersTimeout: 50, bodyTimeout: 50, totalTimeout: 400, maxBodyBytes: 100_000 };

/** Whatever happened after a batch went out, and does not settle any of it. */
const unsettled: Readonly<Record<string, readonly [Answer, VenueErrorReason]>> = {
  hangs: [faults.hang(), 'timeout'],
  'breaks the connection': [faults.reset(), 'reset'],
  'closes the connection': [faults.endAfter(''), 'reset'],
  'breaks the connection within the body': [faults.reset(message(body).slice(0, -9)), 'truncated'],
  'closes it within the body': [faults.endAfter(message(body).slice(0, -9)), 'truncated'],
  'sends its body too slowly': [faults.slow(body, 40), 'timeout'],
  'stops within the body': [faults.raw(message(body).slice(0, -9)), 'timeout'],
  'says too large a length': [faults.wrongLength(body, 10_000), 'truncated'],
  'says too small a length': [faults.wrongLength(body, 100), 'truncated'],
  'sends more than is ever read': [faults.endless(), 'tooLarge'],
  'compresses unasked': [faults.gzip(body), 'notJson'],
  redirects: [faults.redirect('http://127.0.0.1:1/'), 'redirect'],
  'answers HTML': [faults.html(200), 'notJson'],
  'answers 502 with HTML': [faults.html(502), 'gateway'],
  'answers 524 with HTML': [faults.html(524), 'gateway'],
  'answers 429 with HTML': [faults.html(429, { 'Retry-After': '7' }), 'gateway'],
  'answers 503 with nothing': [faults.empty(503), 'gateway'],
  'answers nothing': [faults.empty(), 'empty'],
  'answers cut JSON': [json(body.slice(0, -1)), 'truncated'],
  'answers no JSON object': [json('[]'), 'other'],
  'answers no code': [json({ data: { meta, orders: said } }), 'other'],
  'answers no orders': [json({ code: 0, data: { meta } }), 'other'],
  'answers success with 404': [json(body, { status: 404 }), 'other'],
  'answers success with 502': [json(body, { status: 502 }), 'gateway'],
  'fails inside': [json({ code: 510001, reason: 'SERVER_ERROR' }), 'other'],
  'has an error nobody documented': [json({ code: 300099, reason: 'X', info: said }), 'other'],
  'refuses with 500': [
    json({ code: 300013, info: two.map(() => ({ code: 300001 })) }, { status: 500 }),
    'other',
  ],
  'answers something else': [
    json({ code: 0, data: { meta: { action: 'batch-cancel-order' }, orders: said } }),
    'other',
  ],
  'says that it has an order already': [json({ code: 100003, reason: 'KEY_CONFLICT' }), 'other'],
  'says that it has one of them already': [
    json({
      ...{ code: 300013, reason: 'INVALID_BATCH_ORDER' },
      info: [
        { code: 300001, id: 'request001' },
        { code: 100003, message: 'DupNewCoid: order2' },
      ],
    }),
    'other',
  ],
};

describe('a batch of new orders that was sent', () => {
  const rig = new VenueRig();
  afterEach(() => rig.end());

  for (const [what, [answer, reason]] of Object.entries(unsettled)) {
    it(`has an unknown outcome for all, and is not sent again, where the host ${what}`, async () => {
      const host = await rig.host({ answer });
      const { venue, transcripts, waits } = rig.venue(host.origin, { limits });
      const error = await errorOf(venue.placing.placeMany(two));
      assert.deepEqual([error.kind, error.reason], ['unknownOutcome', reason], error.message);
      assert.match(error.message, /Whether its orders were placed is not known/);
      assert.equal(error.transcript, transcripts[0]);
      assert.deepEqual([host.requests.length, transcripts.length, waits], [1, 1, []]);
    });
  }

  it('has an unknown outcome for all at whichever byte the answer is cut', async () => {
    const whole = message(body, { headers: { 'Content-Type': 'application/json' } });
    const host = await rig.host();
    const { venue } = rig.venue(host.origin);
    for (let at = 0; at < whole.length; at++) {
      host.answer = faults.endAfter(whole.slice(0, at));
      const error = await errorOf(venue.placing.placeMany(two));
      assert.equal(error.kind, 'unknownOutcome', `cut at ${at}`);
    }
    host.answer = faults.endAfter(whole);
    const { value } = await venue.placing.placeMany(two);
    assert.deepEqual(
      value.map(({ state }) => state),
      ['acknowledged', 'acknowledged'],
    );
    assert.equal(host.requests.length, whole.length + 1);
  }).timeout(20_000);

  it('says that nothing was sent when the connection is refused', async () => {
    const { venue } = rig.venue(await refusingOrigin());
    const error = await errorOf(venue.placing.placeMany(two));
    assert.deepEqual([error.kind, error.reason], ['notSent', 'refused']);
  });
});
