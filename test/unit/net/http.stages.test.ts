import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { json, type Answer } from '../../support/faultyHost.ts';
import * as faults from '../../support/faults.ts';
import { Rig } from '../../support/rig.ts';
import { testCertificate } from '../../support/testCertificate.ts';

const answers: readonly Answer[] = [
  json({ code: 0 }),
  faults.reset(),
  faults.endAfter(''),
  faults.endAfter('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{'),
  faults.hang(),
];

/** When a call is given up: after so many turns of the event loop, or never. */
const plan = fc.record({
  answer: fc.nat({ max: answers.length - 1 }),
  giveUpAfter: fc.option(fc.nat({ max: 12 }), { nil: undefined }),
});

describe('the stage of a failure', () => {
  const rig = new Rig();
  afterEach(() => rig.end());

  for (const tls of [false, true]) {
    it(`is never "connect" for a request that a host has read (${tls ? 'TLS' : 'TCP'})`, async () => {
      const host = await rig.host({ tls });
      host.answer = (socket, request) => {
        const number = Number(new URL(request.path, 'http://x').searchParams.get('answer'));
        answers[number]?.(socket, request);
      };
      let sent = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 20 }), async (calls) => {
          const http = rig.client(host.origin, {
            connect: { ca: [testCertificate] },
            limits: { connections: 3, totalTimeout: 100 },
          });
          const ended = calls.map(async ({ answer, giveUpAfter }) => {
            const path = `/order?answer=${answer}&n=${++sent}`;
            const abort = new AbortController();
            const call = http.send({
              ...{ action: 'cancel-order', method: 'DELETE', path, body: '{}' },
              signal: abort.signal,
            });
            for (let i = 0; i < (giveUpAfter ?? 0); i++) await turn();
            if (giveUpAfter !== undefined) abort.abort();
            return { path, transcript: await call };
          });
          const all = await Promise.all(ended);
          await http.close();
          const read = host.requests.map(({ path }) => path);
          for (const { path, transcript } of all) {
            const times = read.filter((one) => one === path).length;
            assert.ok(times <= 1, `${path} was read ${times} times`);
            if (transcript.failure?.stage === 'connect') assert.equal(times, 0, path);
            if (!transcript.failure) assert.equal(times, 1, path);
          }
        }),
        { numRuns: 25 },
      );
      // A request said to be unsent must not arrive later either.
      await turn();
      assert.equal(new Set(host.requests.map(({ path }) => path)).size, host.requests.length);
    }).timeout(30_000);
  }
});
