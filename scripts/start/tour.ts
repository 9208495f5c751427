import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { endAll, OrderDesk, startVsCode, type Workbench } from '../../test/ui/support/index.ts';
import { root } from '../setup/paths.mjs';

const pictures = join(root, 'results', 'screenshots');
const failurePicture = join(pictures, 'tour-failed.png');

/** The same market each time, standing still, and a long line wrapped so that a picture shows it. */
const settings = {
  'orderDesk.paper.seed': 7,
  'orderDesk.paper.frozen': true,
  'editor.wordWrap': 'on',
  'editor.minimap.enabled': false,
};
const SIDEBAR_WIDTH = 480;
const MANY = 5;

/**
 * Cancels an order from the tree, one from the palette and several at once, looks at an amend, at the positions and
 * at what was sent, and prints what a person would see.
 */
export async function takeTour(): Promise<number> {
  let workbench: Workbench | undefined;
  rmSync(failurePicture, { force: true });
  try {
    const window = await told('Open a VS Code window with Order Desk', () =>
      startVsCode({ extensionPath: root, settings }),
    );
    workbench = window.workbench;
    await follow(workbench);
    console.log(`Its pictures: ${join(pictures, 'tour-*.png')}`);
    return 0;
  } catch (error) {
    console.error(`\nThe tour failed: ${error instanceof Error ? error.message : String(error)}`);
    const saved = await workbench?.screenshot(failurePicture).then(
      () => true,
      () => false,
    );
    if (saved === true) console.error(`What the window showed: ${failurePicture}`);
    return 1;
  } finally {
    await endAll();
  }
}

async function follow(workbench: Workbench): Promise<void> {
  const desk = new OrderDesk(workbench);
  await told('Wait for the open orders of the paper exchange', () => desk.open());
  await told('See PAPER in the status bar', () => workbench.statusBarItem('PAPER').waitFor());
  const before = await desk.count();
  const [label] = await desk.labels();
  if (label === undefined) throw new Error('there is no order to cancel');
  await workbench.widenSidebar(SIDEBAR_WIDTH);
  await picture(workbench, 'orders');

  const question = await told(`Press ✕ on ${label}`, () => desk.askInTree(label));
  quote(question);
  await picture(workbench, 'confirm');
  const first = await told('Confirm the cancel', () => desk.confirm(question));
  quote(first.result);
  await workbench.notifications.settled();
  await picture(workbench, 'canceled');
  const answer = await told('Press Show Response and read the editor', () => desk.showResponse());
  await picture(workbench, 'response');
  tell(answer, first.orderId);

  await workbench.notifications.clear();
  await workbench.closeEditors(); // so that the next response is sure to be the next one
  const asked = await told('Run "Order Desk: Cancel Order…" and pick an order', () =>
    desk.askInPalette(),
  );
  quote(asked);
  const second = await told('Confirm the cancel', () => desk.confirm(asked));
  quote(second.result);
  if (second.orderId === first.orderId) throw new Error('the same order was canceled twice');
  const next = await told('Run "Order Desk: Show Last Response" and read the editor', async () => {
    await workbench.runCommand('Order Desk: Show Last Response');
    return desk.readResponse();
  });
  tell(next, second.orderId);
  await workbench.notifications.clear();
  await workbench.closeEditors();

  const many = await told(`Select ${MANY} orders and press Delete`, async () => {
    await desk.select(MANY);
    await workbench.page.keyboard.press('Delete');
    return desk.askedOfMany();
  });
  quote(many);
  await picture(workbench, 'confirm-many');
  const summary = await told('Confirm the cancels', async () => {
    await workbench.dialog.press(`Cancel ${MANY} Orders`);
    return workbench.notifications.text('Canceled on');
  });
  quote(summary);
  const left = before - 2 - MANY;
  await told(`See ${left} orders left of ${before}`, () =>
    workbench.badgeShows('Order Desk', String(left)),
  );
  await workbench.notifications.clear();
  await told('Run "Order Desk: Amend Order…" up to its last step, and keep the order', () =>
    lookAtAmend(workbench),
  );
  await told('Look at the positions', () => lookAtPositions(workbench, desk));
  await told('Look at what was sent', () => lookAtRequests(workbench));
}

async function lookAtAmend(workbench: Workbench): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('Order Desk: Amend Order…');
  await quickInput.says('Amend Order');
  await quickInput.pick('LTC-PERP Buy');
  await quickInput.says('Quantity of LTC-PERP');
  await quickInput.submit(await quickInput.value());
  await quickInput.opened(/Limit price of LTC-PERP/);
  await quickInput.fill('67.5');
  await quickInput.pick('67.5');
  await quickInput.says(/Cancel, then place LTC-PERP Buy/);
  await picture(workbench, 'amend');
  await quickInput.dismiss();
}

async function lookAtPositions(workbench: Workbench, { orders }: OrderDesk): Promise<void> {
  const positions = workbench.tree('Positions');
  await positions.unfold();
  await orders.fold();
  await positions.shows(/LONG|SHORT/);
  await positions.expand(/LONG|SHORT/);
  await positions.shows(/Entry price/);
  // Out of sight they are not asked for: for a moment they are stale.
  await positions.lacks(/stale/);
  await picture(workbench, 'positions');
}

async function lookAtRequests(workbench: Workbench): Promise<void> {
  const requests = workbench.tree('Requests');
  await workbench.tree('Positions').fold();
  await requests.unfold();
  await requests.shows(/DELETE/);
  await picture(workbench, 'requests');
}

async function told<T>(step: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  try {
    const result = await work();
    console.log(`✓ ${step} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    return result;
  } catch (error) {
    console.log(`✗ ${step}`);
    throw error;
  }
}

/** Prints a response, which must be about the order that was canceled. */
function tell({ title, text }: { title: string; text: string }, orderId: string): void {
  console.log(`\n${title}, as it stands in the editor:\n${text}\n`);
  if (!text.includes(orderId)) throw new Error(`the response does not name order ${orderId}`);
}

function quote(words: string): void {
  console.log(words.replaceAll(/^/gm, '    '));
}

function picture(workbench: Workbench, name: string): Promise<void> {
  return workbench.screenshot(join(pictures, `tour-${name}.png`));
}
