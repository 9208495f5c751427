// What the suites share: a window on Order Desk, pictures, a second client of the exchange that a
// window trades on.
import { join } from 'node:path';
import { root } from '../../scripts/setup/paths.mjs';
import { createAscendexVenue } from '../../src/venues/ascendex/client.ts';
import type { Credentials } from '../../src/venues/kind.ts';
import type { WireOrder } from '../../src/venues/ascendex/wire.ts';
import type { Venue } from '../../src/venues/venue.ts';
import {
  OrderDesk,
  startVsCode,
  type VsCode,
  type VsCodeOptions,
  type Workbench,
} from './support/index.ts';
import type { Tree } from './support/tree.ts';

/** The same market each time, standing still, and a sidebar that is quick to see a change. */
export const STEADY = {
  'orderDesk.paper.seed': 7,
  'orderDesk.paper.frozen': true,
  'orderDesk.refreshSeconds': 1,
  'orderDesk.alerts': { filled: false, partlyFilled: false, triggered: false, rejected: false },
};

export interface DeskWindow {
  readonly code: VsCode;
  readonly workbench: Workbench;
  readonly desk: OrderDesk;
  readonly orders: Tree;
  readonly page: VsCode['page'];
}

/** A window with the extension as it was built, its sidebar closed. */
export async function startDesk(
  settings: Readonly<Record<string, unknown>> = {},
  options: Pick<VsCodeOptions, 'trust' | 'prepare' | 'env' | 'otherExtensions' | 'language'> = {},
): Promise<DeskWindow> {
  const code = await startVsCode({
    extensionPath: root,
    settings: { ...STEADY, ...settings },
    ...options,
  });
  const { workbench, page } = code;
  const desk = new OrderDesk(workbench);
  return { code, workbench, desk, orders: desk.orders, page };
}

/**
 * Lets a browser keep secrets over a reload. It seals them with a key of the page's host, which
 * code-server has and the bare server of VS Code has not; without one they last as long as the page.
 */
export async function keepSecrets(page: VsCode['page']): Promise<void> {
  const key = { contentType: 'application/octet-stream', body: Buffer.alloc(32, 7) };
  await page.route('**/mint-key', (route) => route.fulfill(key));
}

/** Opens the sidebar on PAPER; its address, and another client of the same account. */
export async function openPaper(window: DeskWindow): Promise<{ origin: string; other: Venue }> {
  await window.desk.open();
  const origin = originIn(await window.desk.askInPalette());
  await window.workbench.dialog.press('Keep Order');
  return { origin, other: await secondClient(origin) };
}

/** Says to a page what a browser says where its window is put in front of others, or another before it. */
export function focus(page: VsCode['page'], there: boolean): Promise<unknown> {
  return page.evaluate(
    `document.hasFocus = () => ${String(there)}; window.dispatchEvent(new Event('${there ? 'focus' : 'blur'}'))`,
  );
}

/** A window on PAPER, the address of its exchange, and another client of the same account. */
export interface OnPaper {
  readonly window: DeskWindow;
  readonly origin: string;
  readonly other: Venue;
}

/** Opens a window on PAPER before the tests of a suite, hands it to `begun`, and closes it after them. */
export function usePaper(begun: (paper: OnPaper) => unknown): void {
  let paper: OnPaper;
  before(async () => {
    const window = await startDesk();
    paper = { window, ...(await openPaper(window)) };
    await begun(paper);
  });
  after(async () => {
    await paper.other.close();
    await paper.window.code.close();
  });
}

/** Keeps a picture of the window once nothing in it is on its way. */
export async function picture(workbench: Workbench, name: string): Promise<void> {
  await workbench.notifications.settled();
  await pictureNow(workbench, name);
}

/** The same of what is on its way. */
export async function pictureNow(workbench: Workbench, name: string): Promise<void> {
  await workbench.screenshot(join(root, 'results', 'screenshots', `${name}.png`));
}

/** The address of the exchange that a cancel's question names. */
export function originIn(question: string): string {
  const host = /\((127\.0\.0\.1:\d+)\)/.exec(question)?.[1];
  if (host === undefined) throw new Error(`no address in: ${question}`);
  return `http://${host}`;
}

/** A call of the paper exchange's control API: POST with a body, else GET. */
export async function control<T = unknown>(
  origin: string,
  path: string,
  body?: Readonly<Record<string, unknown>>,
  method = body === undefined ? 'GET' : 'POST',
): Promise<T> {
  const response = await fetch(`${origin}/paper/v1/${path}`, {
    method,
    headers: { 'x-paper-control': '1', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { code, data } = (await response.json()) as { code: number; data: T };
  if (code !== 0) throw new Error(`${path} was refused with ${code}`);
  return data;
}

/** How many requests to cancel, of one order or more, a paper exchange was sent so far. */
export async function cancelsSent(origin: string): Promise<number> {
  const { requests } = await control<{ requests: Record<string, number> }>(origin, 'stats');
  const deletes = Object.entries(requests).filter(([route]) => route.startsWith('DELETE '));
  return deletes.reduce((sum, [, count]) => sum + count, 0);
}

/** How many requests to place an order a paper exchange was sent so far, by whomever. */
export async function placesSent(origin: string): Promise<number> {
  const { requests } = await control<{ requests: Record<string, number> }>(origin, 'stats');
  return requests['POST /:group/api/pro/v2/futures/order'] ?? 0;
}

/** Another client of the same account, for what happens behind a window's back. */
export async function secondClient(origin: string): Promise<Venue> {
  const made = await control<Credentials & { accountGroup: number }>(origin, 'keys', {});
  return createAscendexVenue({
    origin,
    accountGroup: String(made.accountGroup),
    credentials: { apiKey: made.apiKey, secret: made.secret, origin },
    keyEncoding: 'utf8',
    cancelMethod: 'DELETE',
    connect: {},
    onTranscript: () => undefined,
  });
}

/** The label of the first order, once the sidebar has one. */
export async function firstLabel({ orders, desk }: DeskWindow): Promise<string> {
  await orders.shows(' @ ');
  const [label] = await desk.labels();
  if (label === undefined) throw new Error('there is no order');
  return label;
}

/** The label of an order's row, by its side, quantity and prices as the exchange wrote them. */
export function labelOf({ side, orderType, orderQty, price, stopPrice }: WireOrder): string {
  const stop = stopPrice === '0' ? '' : `stop ${stopPrice}`;
  const limit = orderType === 'StopMarket' ? '' : price;
  return `${side} ${orderQty} @ ${[limit, stop].filter(Boolean).join(' ')}`;
}
