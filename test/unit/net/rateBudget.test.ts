import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BudgetError } from '../../../src/net/budgetError.ts';
import { RateBudget, type BudgetRequest } from '../../../src/net/rateBudget.ts';
import { TokenBucket } from '../../../src/net/tokenBucket.ts';
import { ManualClock, settled } from '../../support/manualClock.ts';

const background: BudgetRequest = { priority: 'background' };
const person: BudgetRequest = { priority: 'person' };
const cancel: BudgetRequest = { priority: 'person', read: false };

describe('a rate budget', () => {
  let clock: ManualClock;
  let budget: RateBudget;
  let sent: string[];

  beforeEach(() => {
    clock = new ManualClock();
    sent = [];
    // 20 at once, 20 a minute: 40 in the fullest minute, half of 80.
    budget = make({});
  });
  afterEach(() => budget.dispose());

  function make(more: { maxWaiting?: number; perMinute?: number }): RateBudget {
    return new RateBudget({ clock, random: () => 0.5, perMinute: 80, ...more });
  }

  function ask(request: BudgetRequest, name: string): void {
    void budget.take(request).then(
      () => sent.push(name),
      (error: unknown) => {
        assert.ok(error instanceof BudgetError);
        sent.push(`${name} ${error.reason}`);
      },
    );
  }

  async function exhaust(request: BudgetRequest, count: number): Promise<void> {
    for (let i = 0; i < count; i++) ask(request, 'x');
    await settled();
    sent = [];
  }

  it('lets a minute see no more than half of the threshold, whoever asks and whenever', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(background, person, cancel), fc.nat(9_000)), {
          minLength: 50,
          maxLength: 200,
        }),
        async (schedule) => {
          clock = new ManualClock(0);
          budget = make({});
          const at: number[] = [];
          for (const [request, wait] of schedule) {
            void budget.take(request).then(() => at.push(clock.now()));
            if (wait % 3 === 0) await clock.advance(wait);
          }
          await clock.advance(20 * 60_000);
          assert.equal(at.length, schedule.length, 'nobody waits for ever');
          for (const from of at) {
            const within = at.filter((time) => time >= from && time < from + 60_000).length;
            assert.ok(within <= 40, `${within} from ${from}`);
          }
        },
      ),
      { numRuns: 20 },
    );
  }).timeout(30_000);

  it('keeps a part that background requests cannot use', async () => {
    await exhaust(background, 100);
    for (let i = 0; i < 4; i++) ask(cancel, `cancel ${i}`);
    await settled();
    assert.deepEqual(sent, ['cancel 0', 'cancel 1', 'cancel 2', 'cancel 3']);
  });

  it('lets a person go ahead of all that waits, a cancel ahead of a read', async () => {
    await exhaust(cancel, 20);
    ask(background, 'poll');
    ask(person, 'read');
    ask(cancel, 'cancel');
    await clock.advance(60_000);
    assert.deepEqual(sent, ['cancel', 'read', 'poll']);
  });

  it('never starves a person’s cancel, however much polling comes in all the time', async () => {
    await exhaust(cancel, 20);
    for (let i = 0; i < 200; i++) ask(background, 'poll');
    ask(cancel, 'cancel');
    await clock.advance(3_000);
    assert.deepEqual(sent, ['cancel']);
  });

  it('keeps every read still while the venue asks for quiet, and lets a cancel out', async () => {
    budget.failed(4_000);
    ask(background, 'poll');
    ask(person, 'read');
    ask(cancel, 'cancel');
    await settled();
    assert.deepEqual(sent, ['cancel']);
    await clock.advance(3_999);
    assert.deepEqual(sent, ['cancel']);
    await clock.advance(1);
    assert.deepEqual(sent, ['cancel', 'read']);
    await clock.advance(1_000);
    assert.deepEqual(sent, ['cancel', 'read', 'poll']);
  });

  it('does not keep anybody waiting for a long quiet, and says how long it is', async () => {
    ask(background, 'early');
    await settled();
    await exhaust(cancel, 19);
    ask(person, 'waiting');
    budget.failed(60_000);
    ask(person, 'read');
    ask(background, 'poll');
    await settled();
    assert.deepEqual(sent, ['waiting quiet', 'read quiet', 'poll quiet']);
    const error = await budget.take(person).catch((reason: unknown) => reason);
    assert.equal((error as BudgetError).retryAfter, 60_000);
    await clock.advance(50_000);
    ask(background, 'late poll');
    ask(person, 'early read');
    await clock.advance(11_000);
    assert.deepEqual(sent.slice(3), ['early read quiet', 'late poll']);
  });

  it('backs off together: failures at the same time count once, and one success ends it', () => {
    assert.deepEqual([budget.failed(), budget.failed(), budget.failed()], [125, 125, 125]);
    void clock.advance(200);
    clock.set(clock.now() + 200);
    assert.equal(budget.failed(), 250);
    clock.set(clock.now() + 400);
    assert.equal(budget.failed(), 500);
    budget.succeeded();
    assert.equal(budget.failed(), 125);
  });

  it('has background requests wait for the backoff, and not a person', async () => {
    budget.failed();
    ask(background, 'poll');
    ask(person, 'read');
    await settled();
    assert.deepEqual(sent, ['read']);
    await clock.advance(125);
    assert.deepEqual(sent, ['read', 'poll']);
  });

  it('never waits longer than ten seconds for its own backoff', () => {
    for (let i = 0; i < 50; i++) {
      const wait = budget.failed();
      assert.ok(wait <= 10_000);
      clock.set(clock.now() + wait);
    }
  });

  it('is left by whoever gives up, and by all when it is closed', async () => {
    await exhaust(cancel, 20);
    const abort = new AbortController();
    ask({ ...person, signal: abort.signal }, 'gave up');
    ask(person, 'stayed');
    ask({ ...person, signal: AbortSignal.abort() }, 'never came');
    abort.abort();
    await settled();
    assert.deepEqual(sent, ['never came aborted', 'gave up aborted']);
    assert.equal(budget.waiting, 1);
    budget.dispose();
    ask(cancel, 'late');
    await settled();
    assert.deepEqual(sent.slice(2), ['stayed closed', 'late closed']);
    assert.deepEqual(clock.waits, []);
  });

  it('has room for so many and no more, save for a cancel', async () => {
    budget = make({ maxWaiting: 3 });
    await exhaust(cancel, 20);
    for (const name of ['a', 'b', 'c', 'd']) ask(background, name);
    ask(cancel, 'cancel');
    await settled();
    assert.deepEqual(sent, ['d full']);
    await clock.advance(3_000);
    assert.deepEqual(sent, ['d full', 'cancel']);
  });

  it('goes on whatever is done to the clock', async () => {
    await exhaust(cancel, 20);
    ask(cancel, 'a');
    clock.set(clock.now() - 3_600_000);
    await clock.advance(3_001);
    assert.deepEqual(sent, ['a']);
    clock.set(clock.now() + 3_600_000);
    ask(cancel, 'b');
    await settled();
    assert.deepEqual(sent, ['a', 'b']);
  });

  it('does not depend on a clock that moves: a wait that ended counts', async () => {
    budget.dispose();
    budget = new RateBudget({
      clock: { now: () => 0, delay: () => Promise.resolve() },
      random: () => 0.5,
      perMinute: 4,
    });
    for (let i = 0; i < 10; i++) await budget.take(background);
  });
});

describe('a token bucket', () => {
  it('does not count time twice that it was told of first and shown later', () => {
    let now = 0;
    const bucket = new TokenBucket(120, () => now);
    bucket.passed(1_000);
    now = 700;
    assert.equal(bucket.time(), 1_000);
    now = 1_500;
    assert.equal(bucket.time(), 1_500);
  });
});
