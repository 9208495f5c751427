import assert from 'node:assert/strict';
import type { Dispatcher } from 'undici';
import type { Stopwatch } from '../../../../src/common/clock.ts';
import type { Connection } from '../../../../src/net/connection.ts';
import type { Transcript } from '../../../../src/net/transcript.ts';
import type { Transport } from '../../../../src/net/transport.ts';
import { ManualClock, settled } from '../../../support/manualClock.ts';
import { VenueRig } from '../../../support/venueRig.ts';

/** Takes every request and answers none; time passes when a test says so. */
class SilentTransport implements Transport {
  readonly timers = new Set<() => void>();
  readonly stopwatch: Stopwatch = {
    elapsed: () => 0,
    after: (_ms, callback) => {
      this.timers.add(callback);
      return () => this.timers.delete(callback);
    },
  };
  readonly createDispatcher = (): Promise<Dispatcher> =>
    Promise.resolve({
      dispatch: () => true,
      destroy: () => Promise.resolve(),
    } as unknown as Dispatcher);
  readonly openSocket = (): Connection => ({
    upgraded: Promise.resolve(refusedForItsTime),
    closed: Promise.resolve({ kind: 'notOpened' }),
    ...{ send: () => undefined, end: () => undefined },
  });
}

const refusedForItsTime: Transcript = {
  ...{ id: 'x', action: 'stream', startedAt: 0, failure: undefined },
  request: { method: 'GET', url: 'ws://x', headers: [], body: undefined },
  response: {
    ...{ status: 401, statusText: '', headers: [], complete: true },
    body: Buffer.from('{"code":100011,"reason":"INVALID_TIMESTAMP"}'),
  },
  timings: { sent: 0, headers: 0, total: 0 },
};

describe('a venue with a transport of its own', () => {
  const rig = new VenueRig();
  afterEach(() => rig.end());

  it('gives a call up when the time of that transport says so', async () => {
    const transport = new SilentTransport();
    const { venue, transcripts } = rig.venue('http://127.0.0.1:1', { transport });
    const call = venue.clock.measure().catch(() => undefined);
    await settled();
    for (const due of [...transport.timers]) due();
    await call;
    assert.equal(transcripts[0]?.failure?.code, 'TOTAL_TIMEOUT');
    assert.equal(transport.timers.size, 0);
  });

  it('closes at once, though its stream waits for an answer', async () => {
    const transport = new SilentTransport();
    const { venue } = rig.venue('http://127.0.0.1:1', { transport, clock: new ManualClock() });
    venue.stream?.().start();
    await settled();
    assert.equal(transport.timers.size, 1, 'the time is being asked for');
    await venue.close();
    assert.equal(transport.timers.size, 0);
  });
});
