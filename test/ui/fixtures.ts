// What the suites share: a window on Order Desk, pictures, a second client of the exchange that a
// window trades on, and the prompts of a profile answered in order.
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
  options: Pick<VsCodeOptions, 'trust' | 'prepare'> = {},
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

/** Keeps a picture of the window once nothing in it is on its way. */
export async function picture(workbench: Workbench, name: string): Promise<void> {
  await workbench.notifications.settled();
  await workbench.screenshot(join(root, 'results', 'screenshots', `${name}.png`));
}

/** The address of the exchange that a cancel's question names. */
export function originIn(question: string): string {
  const host = /\((127\.0\.0\.1:\d+)\)/.exec(question)?.[1];
  if (host === undefined) throw new Error(`no address in: ${question}`);
  return `http://${host}`;
}

/** A call of the paper exchange's control API: POST with a body, GET without. */
export async function control<T = unknown>(
  origin: string,
  path: string,
  body?: Readonly<Record<string, unknown>>,
): Promise<T> {
  const response = await fetch(`${origin}/paper/v1/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-paper-control': '1', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { code, data } = (await response.json()) as { code: number; data: T };
  if (code !== 0) throw new Error(`${path} was refused with ${code}`);
  return data;
}

/** How many cancels of one order a paper exchange was sent so far. */
export async function cancelsSent(origin: string): Promise<number> {
  const { requests } = await control<{ requests: Record<string, number> }>(origin, 'stats');
  return requests['DELETE /:group/api/pro/v2/futures/order'] ?? 0;
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

/** What is answered at the prompts of "Add Profile…". */
export interface ProfileAnswers {
  readonly origin: string;
  readonly name: string;
  readonly group?: string;
  readonly apiKey: string;
  readonly secret: string;
}

export type Key = Pick<ProfileAnswers, 'apiKey' | 'secret'>;

/** The prompts in turn, each by words that only it has, and whether its answer is typed. */
const PROMPTS: readonly (readonly [
  RegExp,
  'type' | 'pick',
  (answers: ProfileAnswers) => string,
])[] = [
  [/\(1\/6\): Venue/, 'pick', () => 'AscendEX Futures'],
  [/\(2\/6\): Host[^]*This machine…/, 'pick', () => 'This machine…'],
  [/\(2\/6\): Host[^]*Its address/, 'type', ({ origin }) => origin],
  [/\(3\/6\): Name/, 'type', ({ name }) => name],
  [/\(4\/6\): Account Group/, 'type', ({ group }) => group ?? ''],
  [/\(5\/6\): Key Encoding/, 'pick', () => 'Text'],
  [/\(6\/6\): Cancel Method/, 'pick', () => 'DELETE'],
  [/\(1\/2\): API Key/, 'type', ({ apiKey }) => apiKey],
  [/\(2\/2\): Secret/, 'type', ({ secret }) => secret],
];

/** Which prompt is which; the key's come after those of the profile itself. */
export const PROMPT = { address: 2, name: 3, group: 4, key: 7, secret: 8, end: 9 } as const;

/** Answers the prompts from the one numbered `from` on, and waits for the one numbered `to`. */
export async function answerPrompts(
  { quickInput }: Workbench,
  answers: ProfileAnswers,
  to: number = PROMPT.end,
  from = 0,
): Promise<void> {
  for (const [prompt, how, answer] of PROMPTS.slice(from, to)) {
    await quickInput.says(prompt);
    if (how === 'pick') await quickInput.pick(answer(answers));
    else await quickInput.submit(answer(answers));
  }
  const next = PROMPTS[to];
  if (next) await quickInput.says(next[0]);
}

/** Adds a profile whose key works, and waits until it is kept. */
export async function addProfile(workbench: Workbench, answers: ProfileAnswers): Promise<void> {
  await workbench.runCommand('Order Desk: Add Profile…');
  await answerPrompts(workbench, answers);
  await workbench.notifications.text(`The key of ${answers.name} works and is kept`);
}

/** Edits a profile: what `prompt` asks is answered anew, the rest as it is offered. */
export async function editProfile(
  workbench: Workbench,
  name: string,
  prompt: number,
  answer: string,
): Promise<void> {
  const { quickInput, page } = workbench;
  await workbench.runCommand('Order Desk: Edit Profile…');
  await quickInput.pick(name);
  for (const [i, [words]] of PROMPTS.slice(0, PROMPT.key).entries()) {
    await quickInput.says(words);
    if (i === prompt) await quickInput.fill(answer);
    await page.keyboard.press('Enter');
  }
}

/** Removes a profile, after which PAPER is the active one. */
export async function removeProfile(workbench: Workbench, name: string): Promise<void> {
  await workbench.runCommand('Order Desk: Remove Profile…');
  await workbench.quickInput.pick(name);
  await workbench.dialog.text(`Remove the profile ${name}?`);
  await workbench.dialog.press('Remove Profile');
  await workbench.statusBarItem('PAPER').waitFor();
}
