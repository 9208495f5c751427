import assert from 'node:assert/strict';
import type { WireOrder } from '../../src/venues/ascendex/wire.ts';
import { control, labelOf, openPaper, picture, startDesk, type DeskWindow } from './fixtures.ts';
import { extensionHostMemory } from './support/memory.ts';
import { RedrawCounter } from './support/redraws.ts';
import { Typist } from './support/typing.ts';

const ORDERS = 10_000;
const PER_SECOND = 50_000;
/** A minute for the record, shorter where it is one test of many. */
const SECONDS = Number(process.env['ORDER_DESK_LOAD_SECONDS'] ?? 10);

interface Stats {
  readonly churn: { readonly made: number; readonly running: boolean };
  readonly messagesPushed: number;
  readonly openOrders: number;
}

describe('Under load', () => {
  const redraws = new RedrawCounter();
  let window: DeskWindow;
  let origin: string;
  let typist: Typist;

  before(async () => {
    const prepare = (page: DeskWindow['page']): Promise<void> =>
      Promise.resolve(redraws.watch(page));
    const settings = { 'orderDesk.paper.orders': ORDERS, 'orderDesk.refreshSeconds': 5 };
    window = await startDesk(settings, { prepare });
    ({ origin } = await openPaper(window));
    await window.workbench.runCommand('File: New Untitled Text File');
    await window.workbench.editor.opened(/Untitled/);
    typist = new Typist(window.page);
    await typist.begin();
  });
  after(() => window.code.close());

  it('x', async () => {
    const { page, workbench } = window;
    const idle = await typist.type(3000);
    report('idle', idle);
    await control(origin, 'market/churn', { perSecond: PER_SECOND, seconds: 600 });
    await typist.type(2000);
    for (let i = 0; i < 1 + SECONDS / 5; i++) {
      const before = await stats();
      const from = Date.now();
      const bytes = redraws.bytes;
      report('load', await typist.type(5000));
      const s = await stats();
      const sec = (Date.now() - from) / 1000;
      console.log(
        `made ${((s.churn.made - before.churn.made) / sec).toFixed(0)}/s pushed ${((s.messagesPushed - before.messagesPushed) / sec).toFixed(0)}/s redraws ${redraws.times.filter((t) => t > from).length} most ${redraws.most(from)} KB/s ${((redraws.bytes - bytes) / 1024 / sec).toFixed(0)} rss ${extensionHostMemory(window.code.server)} open ${s.openOrders}`,
      );
    }
    await picture(workbench, 'load');
    await workbench.openViewContainer('Explorer');
    const from = Date.now();
    report('hidden', await typist.type(3000));
    console.log('hidden redraws', redraws.times.filter((t) => t > from).length);
    await workbench.openViewContainer('Order Desk');
    await control(origin, 'market/churn', { perSecond: 0 });
  });

  function report(what: string, echoes: readonly number[]): void {
    const sorted = [...echoes].sort((a, b) => a - b);
    console.log(
      `      ${what}: ${sorted.length} keys, p50 ${sorted[sorted.length >> 1]?.toFixed(0)} p95 ${sorted[Math.floor(sorted.length * 0.95)]?.toFixed(0)} worst ${sorted.at(-1)?.toFixed(0)} ms`,
    );
  }
  const stats = (): Promise<Stats> => control<Stats>(origin, 'stats');
});
