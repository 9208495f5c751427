// What VS Code itself says an activation takes, of Order Desk and of an extension that does nothing, in
// windows that open both; and how soon orders are in sight.
import { root } from '../../scripts/setup/paths.mjs';
import { endAll, startVsCode, temporaryFolder } from '../ui/support/index.ts';
import { activationTimes, type ActivationTimes } from './activationTimes.ts';
import { EMPTY_ID, EMPTY_TITLE, writeEmptyExtension } from './emptyExtension.ts';
import { median, summary, withRatios } from './measure.ts';
import { report } from './report.ts';

const WINDOWS = Number(process.env['ORDER_DESK_BENCH_WINDOWS'] ?? 10);
/** An extension of VS Code's own that is activated when the start is over. */
const LAST_TO_START = 'vscode.merge-conflict';

interface Subject {
  readonly id: string;
  readonly title: string;
  readonly clicked: ActivationTimes[];
  readonly atStart: ActivationTimes[];
}

const empty: Subject = { id: EMPTY_ID, title: EMPTY_TITLE, clicked: [], atStart: [] };
const desk: Subject = {
  ...{ id: 'order-desk.order-desk', title: 'Order Desk', clicked: [], atStart: [] },
};
const firstRows: number[] = [];

const code = await startVsCode({
  extensionPath: root,
  otherExtensions: [writeEmptyExtension(temporaryFolder('empty'))],
  settings: { 'orderDesk.paper.seed': 7, 'orderDesk.paper.frozen': true },
});
const { workbench } = code;
for (let window = 0; window < WINDOWS; window += 1) {
  // They take turns at being the first.
  const turns = window % 2 === 0 ? [empty, desk] : [desk, empty];
  await untilHostIsCalm();
  for (const subject of turns) {
    const began = performance.now();
    await workbench.openViewContainer(subject.title);
    if (subject === desk) {
      await workbench.tree('Open Orders').shows('BTC-PERP');
      firstRows.push(performance.now() - began);
    }
  }
  await note(turns, 'clicked');
  await reloadWith('Explorer');
}
for (let window = 0; window < WINDOWS / 2; window += 1)
  for (const subject of [empty, desk]) {
    await reloadWith(subject.title);
    await untilHostIsCalm();
    await note([subject], 'atStart');
  }
await endAll();

const whole = ({ load, call }: ActivationTimes): number => load + call;
const over = median(desk.clicked.map(whole)) - median(empty.clicked.map(whole));
report({
  title: 'Activation by a click on the view, as VS Code tells it',
  notes: [`${WINDOWS} windows, each with both extensions, which take turns at being the first`],
  candidates: candidatesOf('clicked', whole),
  figures: {
    'reading and running the code, ms': median(desk.clicked.map(({ load }) => load)),
    'the call of activate, ms': median(desk.clicked.map(({ call }) => call)),
  },
  goals: [{ text: 'ms over the extension that does nothing', measured: over, atMost: 20 }],
});
const host = median(desk.atStart.map((times) => times.host));
const share = (subject: Subject): number =>
  median(subject.atStart.map((times) => (whole(times) * 100) / (times.host + whole(times))));
report({
  title: "Share of the extension host's start, where the view was left open",
  notes: ['Where it was not, nothing of Order Desk runs: test/integration/activation.test.ts'],
  candidates: candidatesOf('atStart', whole),
  figures: {
    'the host itself, until it is ready for extensions, ms': host,
    'share of the host and the activation together, %: an extension that does nothing':
      share(empty),
    'share of the host and the activation together, %: Order Desk': share(desk),
  },
});
report({ title: 'From a click to the first rows', candidates: [summary('first rows', firstRows)] });

function candidatesOf(when: 'clicked' | 'atStart', time: (times: ActivationTimes) => number) {
  return withRatios([
    summary('an extension that does nothing', empty[when].map(time)),
    summary('Order Desk', desk[when].map(time)),
  ]);
}

async function note(subjects: readonly Subject[], when: 'clicked' | 'atStart'): Promise<void> {
  const ids = subjects.map(({ id }) => id);
  for (const [at, times] of (await activationTimes(workbench, ids)).entries())
    subjects[at]?.[when].push(times);
}

/** Starts the window anew, with that in the sidebar. */
async function reloadWith(container: string): Promise<void> {
  await workbench.openViewContainer(container);
  await workbench.reloadWindow();
}

/** Waits until what starts with the window has started: an activation beside it would wait for it. */
async function untilHostIsCalm(): Promise<void> {
  await activationTimes(workbench, [LAST_TO_START]);
}
