import assert from 'node:assert/strict';
import { loadavg } from 'node:os';
import type { WireOrder } from '../../src/venues/ascendex/wire.ts';
import type { Venue } from '../../src/venues/venue.ts';
import { control, labelOf, openPaper, picture, startDesk, type DeskWindow } from './fixtures.ts';
import { MemoryProbe } from './support/memory.ts';
import { RedrawCounter } from './support/redraws.ts';
import { Typist } from './support/typing.ts';

const ORDERS = 10_000;
/** The exchange makes as many as it and the extension host find time for, up to this. */
const PER_SECOND = 50_000;
/** A minute for the record, shorter where it is one test of many. */
const SECONDS = Number(process.env['ORDER_DESK_LOAD_SECONDS'] ?? 10);
/**
 * A median of more than this is felt with every key. On a machine that does nothing else it is a
 * tenth; this many times as long is left to a machine that does a lot.
 */
const SLUGGISH_MS = 500;
/** Far above what is usual: this finds a window that hangs, whatever else the machine does. */
const HANG_MS = 5_000;
/**
 * The most that is kept of a turn with the tree shown, bytes. VS Code itself keeps some 220 of every row that it
 * has drawn (an empty store in its tree view, whichever extension it is for), and caches fill up to their bounds:
 * the log of answers has 64 MiB, the exchange 50,000 closed orders.
 */
const KEPT_SHOWN = 100 * 1024 * 1024;
/** By this the heap's own accounts come and go, garbage put aside. */
const WAVER_BYTES = 3e6;
/** The same with the tree hidden: less for each message than the smallest thing that could be kept of one. */
const keptHidden = (messages: number): number => WAVER_BYTES + 8 * messages;
/** So many times as long are looked at until one is without such growth. */
const TURNS = 4;

interface Stats {
  readonly churn: { readonly made: number };
}

describe('Under 10,000 orders and as many messages as there is time for', function () {
  this.timeout(180_000 + TURNS * SECONDS * 1_000);
  const probe = new MemoryProbe();
  const redraws = new RedrawCounter();
  let window: DeskWindow;
  let origin: string;
  let other: Venue;
  let typist: Typist;

  before(async () => {
    const prepare = (page: DeskWindow['page']): Promise<void> =>
      Promise.resolve(redraws.watch(page));
    const settings = {
      'orderDesk.paper.orders': ORDERS,
      'orderDesk.refreshSeconds': 5,
      // Enter is to begin a line, and not to take a word.
      'editor.quickSuggestions': false,
      'editor.wordBasedSuggestions': 'off',
    };
    const { env, extension } = probe;
    window = await startDesk(settings, { prepare, env, otherExtensions: [extension] });
    ({ origin, other } = await openPaper(window));
    await window.workbench.runCommand('File: New Untitled Text File');
    await window.workbench.editor.opened(/Untitled/);
    typist = new Typist(window.page);
    await typist.begin();
    tell('without load', await typist.type(2_000));
    await control(origin, 'market/churn', { perSecond: PER_SECOND, seconds: 3_600 });
    // What is needed at all is taken at first; what grows after that would go on growing.
    tell('at first', await typist.type(SECONDS * 1_000));
  });
  after(async () => {
    await other.close();
    await window.code.close();
  });

  const made = async (): Promise<number> => (await control<Stats>(origin, 'stats')).churn.made;

  it('a key is on the screen at once, the tree is drawn ten times a second at most, and memory stays', async () => {
    await staysFlat(() => KEPT_SHOWN, turnOfLoad);
    await picture(window.workbench, 'load');
  });

  /** Has `turn` run until one leaves the extension host with no more bytes than are allowed for its messages. */
  async function staysFlat(
    allowed: (messages: number) => number,
    turn: () => Promise<void>,
  ): Promise<void> {
    let excess = Infinity;
    for (let turns = 0; turns < TURNS && excess > 0; turns += 1) {
      const [memory, before] = [await probe.inUse(), await made()];
      await turn();
      const [grown, messages] = [(await probe.inUse()) - memory, (await made()) - before];
      const mega = (of: number): string => (of / 1e6).toFixed(1);
      console.log(
        `      extension host: ${mega(memory)} MB in use, ${mega(grown)} more`,
        `after ${messages} messages: ${(grown / messages).toFixed(1)} bytes for each`,
      );
      excess = grown - allowed(messages);
    }
    assert.ok(excess <= 0, `the extension host has kept ${excess} bytes too many once more`);
  }

  async function turnOfLoad(): Promise<void> {
    const [from, before] = [Date.now(), await made()];
    const echoes = await typist.type(SECONDS * 1_000);
    const seconds = (Date.now() - from) / 1_000;
    const rate = Math.round(((await made()) - before) / seconds);
    const { median, worst } = tell('under load', echoes);
    const drawn = redraws.times.filter((time) => time >= from).length;
    console.log(
      `      ${rate} messages a second for ${Math.round(seconds)} s, tree drawn ${drawn} times,`,
      `at most ${redraws.most(from)} in a second; load of the machine ${loadavg()[0]?.toFixed(1)}`,
    );
    assert.ok(median < SLUGGISH_MS && worst < HANG_MS);
    assert.ok(drawn > 0, 'the tree was not drawn at all');
    assert.ok(redraws.most(from) <= 10);
  }

  it('a row is canceled', async () => {
    // The load neither fills stops nor places them anew.
    const stop = (await window.desk.labels()).find((label) => label.includes('stop'));
    assert.ok(stop);
    const began = Date.now();
    const question = await window.desk.askInTree(stop);
    const asked = Date.now() - began;
    const { orderId } = await window.desk.confirm(question, /Canceled on PAPER/);
    console.log(`      asked after ${asked} ms, canceled after ${Date.now() - began} ms`);
    assert.equal((await other.orderStatus([orderId])).value[0]?.status, 'canceled');
    await window.orders.lacks(stop);
  });

  it('nothing is drawn while the sidebar shows something else, and memory is flat', async () => {
    await window.workbench.openViewContainer('Explorer');
    // What was under way when it was hidden may still arrive; the next such time has to be quiet.
    let drawn = NaN;
    for (let turn = 0; turn < 4 && drawn !== 0; turn += 1) {
      const [from, before] = [Date.now(), await made()];
      tell('hidden', await typist.type((SECONDS * 1_000) / 4));
      assert.ok((await made()) > before);
      drawn = redraws.times.filter((time) => time >= from).length;
    }
    assert.equal(drawn, 0);
    await staysFlat(keptHidden, async () => {
      tell('hidden', await typist.type(SECONDS * 1_000));
    });
  });

  it('the tree shows what the exchange has, once the load is over', async () => {
    const { desk, orders } = window;
    await desk.open();
    await control(origin, 'market/churn', { perSecond: 0 });
    const open = (await other.openOrders()).value.map(({ raw }) => JSON.parse(raw) as WireOrder);
    const symbols = [...new Set(open.map(({ symbol }) => symbol))].sort();
    const of = (wanted?: string): WireOrder[] => open.filter(({ symbol }) => symbol === wanted);
    const oldest = of(symbols[0]).sort((a, b) => a.time - b.time);
    for (const order of oldest.slice(0, 20)) {
      const percent = Math.floor((100 * Number(order.cumFilledQty)) / Number(order.orderQty));
      const label = labelOf(order).replaceAll('.', '\\.');
      await orders.shows(new RegExp(`${label}.* ${percent}% filled · `));
    }
    // Folded one after the other, so that the next one comes into sight.
    for (const symbol of symbols) {
      await orders.shows(new RegExp(`${symbol}\\s*${of(symbol).length}$`));
      await orders.click(symbol);
    }
    await picture(window.workbench, 'load-over');
  });

  function tell(what: string, echoes: readonly number[]): { median: number; worst: number } {
    const sorted = echoes.map((ms) => Math.round(ms)).sort((a, b) => a - b);
    const [median = NaN, worst = NaN] = [sorted[sorted.length >> 1], sorted.at(-1)];
    console.log(`      ${what}: ${echoes.length} keys, median ${median} ms, worst ${worst} ms`);
    return { median, worst };
  }
});
