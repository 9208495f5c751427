import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { readCommandLine } from '../../../src/paper/cli.ts';
import type { PaperReady } from '../../../src/venues/ascendex/wire.ts';
import { Process } from './process.ts';

describe('the command line', () => {
  it('reads its flags', () => {
    assert.deepEqual(readCommandLine(['--port', '0', '--seed=7', '--orders', '25', '--frozen']), {
      port: 0,
      seed: 7,
      orders: 25,
      frozen: true,
    });
    assert.deepEqual(readCommandLine([]), { frozen: false });
    assert.equal(readCommandLine(['--port', '1', '--help']), 'help');
  });

  for (const [args, message] of [
    [['--prot', '1'], /--prot/],
    [['--port'], /--port/],
    [['--port', 'http'], /--port needs a whole number from 0 to 65535, not "http"/],
    [['--port', '65536'], /--port needs/],
    [['--orders', '1.5'], /--orders needs/],
    [['--seed', '-1'], /seed/],
    [['--frozen=yes'], /--frozen/],
    [['serve'], /serve/],
  ] as const) {
    it(`refuses ${args.join(' ')} and says why`, () => {
      assert.throws(() => readCommandLine(args), { name: 'UsageError', message });
    });
  }
});

describe('the exchange as a process', function () {
  this.timeout(20_000);
  let running: Process | undefined;
  const start = (args: string[], ipc = false): Process => (running = new Process(args, ipc));
  afterEach(() => running?.kill());

  async function openOrders(ready: PaperReady): Promise<unknown[]> {
    const timestamp = String(Date.now());
    const response = await fetch(
      `${ready.url}/${ready.accountGroup}/api/pro/v2/futures/order/open`,
      {
        headers: {
          'x-auth-key': ready.apiKey,
          'x-auth-timestamp': timestamp,
          'x-auth-signature': createHmac('sha256', ready.secret)
            .update(`${timestamp}+v2/futures/order/open`)
            .digest('base64'),
        },
      },
    );
    return ((await response.json()) as { data: unknown[] }).data;
  }

  it('prints one line of JSON when ready, and nothing else, and ends on SIGTERM', async () => {
    const paper = start(['--seed', '7', '--orders', '25', '--frozen']);
    const ready = await paper.ready();
    assert.match(ready.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(ready.wsUrl, ready.url.replace('http', 'ws'));
    assert.equal(ready.seed, 7);
    assert.equal((await openOrders(ready)).length, 25);
    paper.child.kill('SIGTERM');
    assert.deepEqual(await paper.ended(), [0, null]);
    assert.equal(paper.stdout, `${JSON.stringify(ready)}\n`);
    assert.equal(paper.stderr, '');
  });

  it('ends on SIGINT, with a client still connected', async () => {
    const paper = start([]);
    await openOrders(await paper.ready());
    paper.child.kill('SIGINT');
    assert.deepEqual(await paper.ended(), [0, null]);
  });

  it('ends when the parent that forked it goes', async () => {
    const paper = start([], true);
    await paper.ready();
    paper.child.disconnect();
    assert.deepEqual(await paper.ended(), [0, null]);
  });

  it('ends on SIGTERM although the channel to its parent is open', async () => {
    const paper = start([], true);
    await paper.ready();
    paper.child.kill('SIGTERM');
    assert.deepEqual(await paper.ended(), [0, null]);
  });

  it('says what to do about a bad flag, and exits with 2', async () => {
    const paper = start(['--prot', '1']);
    assert.deepEqual(await paper.ended(), [2, null]);
    assert.equal(paper.stdout, '');
    assert.match(paper.stderr, /--prot.*--port N/s);
  });

  it('explains itself on --help', async () => {
    const paper = start(['--help']);
    assert.deepEqual(await paper.ended(), [0, null]);
    assert.match(paper.stdout, /--orders N/);
  });

  it('says what to do about a port that is taken, and exits with 1', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const { port } = holder.address() as AddressInfo;
    const paper = start(['--port', String(port)]);
    assert.deepEqual(await paper.ended(), [1, null]);
    assert.match(paper.stderr, new RegExp(`Port ${port} is taken. Choose another with --port`));
    await new Promise((resolve) => holder.close(resolve));
  });

  // Read from /proc, so it needs Linux, as the whole build does.
  it('keeps 100,000 open orders in under 300 MB, also while it lists them', async () => {
    const began = Date.now();
    const paper = start(['--seed', '7', '--orders', '100000', '--frozen']);
    const ready = await paper.ready();
    const seconds = (Date.now() - began) / 1000;
    const highest = (): number => {
      const status = readFileSync(`/proc/${paper.child.pid}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
    };
    const atStart = highest();
    assert.ok(atStart > 20 && atStart < 300, `${atStart} MB after ${seconds} s`);
    assert.equal((await openOrders(ready)).length, 100_000);
    assert.equal((await openOrders(ready)).length, 100_000);
    const after = highest();
    assert.ok(after < 300, `${after} MB at most`);
    console.log(`      ready in ${seconds.toFixed(1)} s with ${atStart.toFixed(0)} MB,`);
    console.log(`      at most ${after.toFixed(0)} MB while listing them twice`);
  });
});
