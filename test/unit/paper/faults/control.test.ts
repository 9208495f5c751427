import assert from 'node:assert/strict';
import { ACTIONS_BY_WAY } from '../../../../src/paper/faults/actions.ts';
import { routes } from '../../../../src/paper/routes/index.ts';
import { readCommandLine } from '../../../../src/paper/cli.ts';
import { PaperCore, type CoreOptions } from '../../../../src/paper/core.ts';
import { bodyOf } from '../../../../src/paper/http/reply.ts';
import { VirtualClock } from '../../../../src/paper/virtualClock.ts';
import { useExchange, type Body } from '../support.ts';

/** An exchange without a socket, asked for the clock again and again. */
async function run(options: CoreOptions, requests: number) {
  const clock = new VirtualClock();
  const core = new PaperCore({
    seed: 7,
    frozen: true,
    now: clock.now,
    after: clock.after,
    ...options,
  });
  const url = `/api/pro/v1/exchange-info?requestTime=${clock.now()}`;
  const seen: string[] = [];
  for (let i = 0; i < requests; i++) {
    const pending = core.handle({ method: 'GET', url, headers: {} });
    await clock.advance(10_000);
    const { answer, delivery } = await pending;
    seen.push(`${answer?.status} ${JSON.stringify(delivery)} ${answer && bodyOf(answer).length}`);
  }
  core.stop();
  return { seen, log: core.services.faults.log, counts: core.services.faults.counts };
}

describe('faults by chance', () => {
  it('are the same for the same seed and requests, and others for another', async () => {
    const options = (seed: number) => ({ randomFaults: { seed, rate: 0.5 } });
    const first = await run(options(3), 200);
    const again = await run(options(3), 200);
    assert.deepEqual(again, first);
    assert.notDeepEqual((await run(options(4), 200)).log, first.log);
    assert.ok(first.log.length > 70 && first.log.length < 130);
    assert.ok(Object.keys(first.counts).length > 12);
  });

  it('are of the kinds asked for, and none at a rate of 0', async () => {
    const kinds = ['drop-after', 'html'];
    const { counts } = await run({ randomFaults: { seed: 1, rate: 1, kinds } }, 40);
    assert.deepEqual(Object.keys(counts).sort(), kinds);
    assert.deepEqual((await run({ randomFaults: { seed: 1, rate: 0 } }, 40)).counts, {});
  });
});

describe('the control of faults', () => {
  const desk = useExchange();
  const post = (body: object, path = 'faults'): Promise<Body> =>
    desk().control(`POST ${path}`, body);

  it('tells what is set and what happened', async () => {
    const first = await post({ kind: 'html', route: 'GET /', count: 2, skip: 1 });
    assert.equal((await post({ kind: 'latency', arg: 1, count: -1 })).data.id, first.data.id + 1);
    for (let i = 0; i < 4; i++)
      await desk()
        .call('GET order/open')
        .catch(() => 'html');
    const { rules, counts, kinds } = (await desk().control('GET faults')).data;
    assert.deepEqual(counts, { html: 2, latency: 4 });
    assert.deepEqual(rules, [{ kind: 'latency', arg: 1, id: 2, count: -1, skip: 0 }]);
    assert.ok((kinds as string[]).includes('stream-cut'));
    const log = (await desk().control('GET faults/log')).data;
    assert.equal(log.length, 6);
    const group = desk().exchange.ready.accountGroup;
    assert.deepEqual(log[1], {
      ...{ n: 2, at: desk().clock.time, kind: 'html', arg: 524, rule: 1 },
      request: `GET /${group}/api/pro/v2/futures/order/open`,
    });
  });

  it('takes one back, or all', async () => {
    const { id } = (await post({ kind: 'html', count: -1 })).data;
    await post({ kind: 'ban', count: -1 });
    await post({ seed: 1, rate: 1 }, 'faults/random');
    await desk().control(`DELETE faults?id=${id}`);
    const { rules, random } = (await desk().control('GET faults')).data;
    assert.deepEqual([rules.length, random], [1, { seed: 1, rate: 1 }]);
    await desk().control('DELETE faults');
    assert.equal(desk().exchange.services.faults.active, false);
    assert.equal((await desk().call('GET order/open')).code, 0);
  });

  it('never befalls itself', async () => {
    await post({ kind: 'drop-before', count: -1 });
    assert.equal((await desk().control('GET stats')).code, 0);
  });

  it('says what is wrong with a fault it does not know', async () => {
    for (const [body, path] of [
      [{ kind: 'earthquake' }],
      [{}],
      [{ kind: 'gzip', arg: 1 }],
      [{ kind: 'latency', arg: -1 }],
      [{ kind: 'latency', arg: 1.5 }],
      [{ kind: 'latency', count: 0 }],
      [{ kind: 'latency', count: 'many' }],
      [{ kind: 'latency', action: 5 }],
      [{ seed: 1 }, 'faults/random'],
      [{ seed: 1, rate: 2 }, 'faults/random'],
      [{ seed: 1, rate: 1, kinds: ['earthquake'] }, 'faults/random'],
    ] as const) {
      assert.equal((await post(body, path)).code, 100006, JSON.stringify(body));
    }
    assert.equal((await desk().control('DELETE faults?id=x')).code, 100006);
    const gone = await desk().control('DELETE faults?id=999');
    assert.match(JSON.stringify(gone), /100006.*there is no fault 999/);
    const misspelt = await desk().control('POST faults', {
      kind: 'latency',
      acton: 'cancel-order',
    });
    assert.match(
      JSON.stringify(misspelt),
      /100006.*no field \\"acton\\"; there are kind, arg, action/,
    );
  });

  it('may be aimed at every request there is', () => {
    for (const { path, access } of routes) {
      const ends = access === 'control' ? [] : [path.slice(path.lastIndexOf('/') + 1)];
      // Those of orders have actions of their own, by their method.
      for (const end of ends.filter((each) => !/^(order|batch|open|status|current)$/.test(each)))
        assert.ok(ACTIONS_BY_WAY.http.has(end), end);
    }
  });

  it('can be had from the command line', () => {
    const args = ['--fault', 'latency=200@cancel-order', '--fault=gzip', '--fault-rate', '0.05'];
    assert.deepEqual(readCommandLine([...args, '--fault-seed', '9']), {
      faults: [
        { kind: 'latency', count: -1, arg: 200, action: 'cancel-order' },
        { kind: 'gzip', count: -1 },
      ],
      randomFaults: { seed: 9, rate: 0.05 },
      frozen: false,
    });
    for (const wrong of [
      ['--fault', 'earthquake'],
      ['--fault', 'latency=soon'],
      ['--fault', 'latency=200@cancel-ordr'],
      ['--fault', 'lag@cancel-order'],
      ['--fault', 'stream-loss@cancel-order'],
      ['--fault', 'gzip@stream'],
      ['--fault-rate', '2'],
      ['--fault-seed', '1'],
    ]) {
      assert.throws(() => readCommandLine(wrong), { name: 'UsageError' });
    }
  });
});
