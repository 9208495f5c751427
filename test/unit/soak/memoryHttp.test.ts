import assert from 'node:assert/strict';
import { systemStopwatch } from '../../../src/common/clock.ts';
import { HttpClient } from '../../../src/net/http.ts';
import type { Transcript } from '../../../src/net/transcript.ts';
import { systemAfter } from '../../../src/paper/clock.ts';
import { FAULT_KINDS, type FaultSpec } from '../../../src/paper/faults/spec.ts';
import { Random } from '../../../src/paper/random.ts';
import { inMemory, onSockets } from '../../soak/place.ts';
import type { Place } from '../../soak/world.ts';

/** The network's own delays would only make this longer, and another time another answer. */
const time = {
  now: () => 1_700_000_000_000,
  after: (ms: number, callback: () => void) => systemAfter(ms / 50, callback),
  advance: () => Promise.resolve(),
};
const limits = { headersTimeout: 300, totalTimeout: 3_000 };
const path = '/api/pro/v1/exchange-info?requestTime=1';

describe('the network in memory', () => {
  const places: Place[] = [];
  const clients: HttpClient[] = [];
  before(async () => {
    places.push(inMemory({ seed: 1, frozen: true }, time, new Random(1, 'network')));
    places.push(await onSockets({ seed: 1, frozen: true }, time, 1));
    for (const { origin, transport } of places) {
      clients.push(new HttpClient({ origin, limits, ...transport(systemStopwatch) }));
    }
  });
  after(async () => {
    for (const client of clients) await client.close();
    for (const place of places) await place.close();
  });

  async function met(spec: FaultSpec): Promise<object[]> {
    for (const { services } of places) services.faults.add(spec);
    const transcripts = await Promise.all(
      clients.map((client) => client.send({ action: 'x', method: 'GET', path })),
    );
    return transcripts.map(told);
  }

  const cuts = [0, 1, 17, 100, 160, 10_000].map((arg) => ({ kind: 'cut', arg }));
  const quick = { latency: 10, 'latency-after': 10, 'slow-body': 50, huge: 100_000 };
  const kinds = [...FAULT_KINDS.values()].filter(({ http, actions }) => http && !actions);
  const specs: FaultSpec[] = kinds.map(({ name }) => {
    return { kind: name, ...(name in quick ? { arg: quick[name as keyof typeof quick] } : {}) };
  });
  for (const spec of [...cuts, ...specs]) {
    it(`tells of ${spec.kind}=${spec.arg ?? ''} what undici does`, async () => {
      const [memory, sockets] = await met(spec);
      assert.deepEqual(memory, sockets);
    });
  }
});

/** What must not depend on how the bytes came. */
function told({ failure, response }: Transcript): object {
  return {
    ...{ stage: failure?.stage, code: failure?.code },
    ...{ status: response?.status, complete: response?.complete },
    // A connection that breaks may take bytes with it that were never read.
    length: failure ? undefined : response?.body.length,
  };
}
