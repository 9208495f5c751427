import type { Tree } from './tree.ts';
import type { Workbench } from './workbench.ts';

/** What a person saw on the way of one cancel. */
export interface SeenCancel {
  /** The words of the dialog that asked. */
  readonly question: string;
  /** The id of the order, as the dialog named it. */
  readonly orderId: string;
  /** The notification that told what is true now. */
  readonly result: string;
}

/** The responses of the venue, as read out of the editor. */
export interface SeenResponse {
  readonly title: string;
  readonly text: string;
}

const ORDER_ROW = / @ /;

/** Order Desk as it is used in a window: the main job in a few words. */
export class OrderDesk {
  readonly workbench: Workbench;
  readonly orders: Tree;

  constructor(workbench: Workbench) {
    this.workbench = workbench;
    this.orders = workbench.tree('Open Orders');
  }

  /** Opens the sidebar, leaves its room to the orders, and waits for them and for their number on the icon. */
  async open(): Promise<void> {
    await this.workbench.openViewContainer('Order Desk');
    await this.orders.unfold();
    for (const view of ['Positions', 'History']) await this.workbench.tree(view).fold();
    await this.orders.shows(ORDER_ROW);
    await this.workbench.badgeShows('Order Desk', '[1-9][\\d.K+]*');
  }

  /** The labels of the order rows in sight, such as "Buy 0.5 @ 3000". */
  async labels(): Promise<string[]> {
    return this.orders.rows(ORDER_ROW).locator('.label-name').allInnerTexts();
  }

  /** Waits until the icon says so many open orders. */
  counts(orders: number): Promise<void> {
    return this.workbench.badgeShows('Order Desk', String(orders));
  }

  /** The number of open orders on the icon now; 0 also where it is just being drawn. */
  async count(): Promise<number> {
    return Number((await this.workbench.badge('Order Desk')) ?? 0);
  }

  /** Presses ✕ on the first row with `label`, up to the dialog. */
  askInTree(label: string): Promise<string> {
    return this.ask(() => this.orders.inlineAction(label, 'Cancel Order'));
  }

  /** Presses the key on the row that has the focus, up to the dialog. */
  askByKey(): Promise<string> {
    return this.ask(() => this.workbench.page.keyboard.press('Delete'));
  }

  /** Again where rows were just being redrawn, as VS Code then hands over none and the press is refused. */
  private async ask(press: () => Promise<void>, tries = 3): Promise<string> {
    const { dialog, notifications } = this.workbench;
    await press();
    const asked = dialog.text(/Cancel this|Send a cancel/);
    const refused = notifications.text(/No order was chosen/).then(
      () => undefined,
      () => asked,
    );
    const question = await Promise.race([asked, refused]);
    if (question !== undefined) return question;
    if (tries === 1) throw new Error('the press was refused again and again');
    asked.catch(() => undefined); // nobody waits for that dialog any more
    await notifications.clear();
    return this.ask(press, tries - 1);
  }

  /** Selects so many orders from the first row on, as a person does with Shift held down. */
  async select(count: number): Promise<void> {
    const rows = this.orders.rows(ORDER_ROW);
    await rows.first().click();
    await rows.nth(count - 1).click({ modifiers: ['Shift'] });
  }

  /** The words of the dialog that asks before several orders are canceled. */
  askedOfMany(): Promise<string> {
    return this.workbench.dialog.text(/Cancel .* orders.* on PAPER\?/);
  }

  /** Runs "Cancel Order…" in the palette and picks the first order there, up to the dialog. */
  async askInPalette(): Promise<string> {
    await this.workbench.runCommand('Order Desk: Cancel Order…');
    const { quickInput } = this.workbench;
    await quickInput.opened(/Pick an open order/);
    await quickInput.says(ORDER_ROW);
    const labels = await quickInput.settledLabels();
    const first = labels.find((label) => ORDER_ROW.test(label));
    if (first === undefined) throw new Error(`no order to pick among: ${labels.join(', ')}`);
    await quickInput.pick(first);
    return this.workbench.dialog.text(/Cancel this|Send a cancel/);
  }

  /** Confirms the dialog and waits for a result that says `result`. */
  async confirm(question: string, result: string | RegExp = /Canceled on/): Promise<SeenCancel> {
    const orderId = /Order id: (\S+)/.exec(question)?.[1] ?? '';
    await this.workbench.notifications.rested();
    await this.workbench.dialog.press('Cancel Order');
    return { question, orderId, result: await this.workbench.notifications.text(result) };
  }

  /** Presses "Show Response" on the notification that says `result`, and reads the tab it opens. */
  async showResponse(result: string | RegExp = /Canceled on/): Promise<SeenResponse> {
    await this.workbench.notifications.press(result, 'Show Response');
    return this.readResponse();
  }

  /** The response in the editor in front. */
  async readResponse(title: string | RegExp = /\.(json|txt)$/): Promise<SeenResponse> {
    const { editor } = this.workbench;
    await editor.opened(title);
    return { title: await editor.title(), text: await editor.text() };
  }
}
