import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import { startFaultyHost, type FaultyHost } from '../support/faultyHost.ts';
import { hostileSettings } from '../support/hostileSettings.ts';
import { picture, startDesk, type DeskWindow } from './fixtures.ts';
import { answerPrompts, PROMPT, type ProfileAnswers } from './prompts.ts';

const READ = 'settings of the folder';

describe('Restricted Mode', () => {
  let window: DeskWindow;
  let exchange: PaperExchange;
  let live: ProfileAnswers;
  /** Where the folder that was opened would lead requests. */
  let thief: FaultyHost;

  before(async () => {
    exchange = await startPaperExchange({ seed: 11, orders: 6, frozen: true });
    const { url, apiKey, secret } = exchange.ready;
    live = { origin: url, name: 'Live', apiKey, secret };
    thief = await startFaultyHost();
    window = await startDesk(
      { 'security.workspace.trust.startupPrompt': 'never' },
      { trust: false },
    );
    const folder = join(window.code.workspaceFolder, '.vscode');
    mkdirSync(folder);
    const settings = { ...hostileSettings(thief.origin), 'window.title': READ };
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
    await window.workbench.statusBarItem('Restricted Mode').waitFor();
  });
  after(async () => {
    await window.code.close();
    await exchange.close();
    await thief.close();
  });

  it('leaves PAPER as it is: orders are shown and canceled', async () => {
    const { workbench, desk } = window;
    await desk.open();
    await workbench.badgeShows('Order Desk', '25');
    await isRead();
    await desk.confirm(await desk.askInPalette(), /Canceled on PAPER/);
    await workbench.badgeShows('Order Desk', '24');
    await picture(workbench, 'trust-paper');
    await workbench.notifications.clear();
  });

  /** Waits until VS Code goes by the folder's settings, as far as it does there. */
  const isRead = async (): Promise<void> =>
    void (await window.page.waitForFunction(`document.title === '${READ}'`));

  it('sends nothing for a live profile, and asks for no key', async () => {
    const { workbench, orders } = window;
    await workbench.runCommand('Order Desk: Add Profile…');
    await answerPrompts(workbench, live, PROMPT.key - 1);
    await workbench.quickInput.pick('DELETE');
    const off = /in Restricted Mode, where live profiles are off\. Trust the workspace, or switch/;
    await workbench.notifications.text(off);
    const said = await orders.welcome(/This workspace is in Restricted Mode, where live profiles/);
    assert.match(said, /Manage Workspace Trust\s+Switch Profile…/);
    await workbench.statusBarItem('Live').waitFor();
    await picture(workbench, 'trust-restricted');
    await workbench.notifications.clear();
    for (const command of ['Cancel Order…', 'Refresh Open Orders', 'Set API Key…']) {
      await workbench.runCommand(`Order Desk: ${command}`);
      await workbench.notifications.text(off);
      await workbench.notifications.clear();
    }
    assert.equal(await orders.rows(/ @ /).count(), 0);
    assert.deepEqual(exchange.services.stats.requests, {});
  });

  it('ends when the folder is trusted, and the live profile works then', async () => {
    const { workbench, page, orders } = window;
    const press = (place: string, button: string): Promise<void> =>
      page.locator(place).getByRole('button', { name: button, exact: true }).click();
    await press('.welcome-view-content', 'Manage Workspace Trust');
    await press('.workspace-trust-editor', 'Trust');
    await page.getByText('You trust this folder').waitFor();
    await page
      .locator('.monaco-modal-editor-block')
      .getByRole('button', { name: /^Close/ })
      .click();
    await orders.welcome(/no API key yet/);
    await press('.welcome-view-content', 'Set API Key…');
    await answerPrompts(workbench, live, PROMPT.end, PROMPT.key);
    await workbench.badgeShows('Order Desk', '6');
    await picture(workbench, 'trust-trusted');
    // The folder is trusted now, and its settings change nothing of where requests go and what is asked.
    const [label] = await window.desk.labels();
    await orders.inlineAction(label ?? '', 'Cancel Order');
    await workbench.dialog.text(/Live is disarmed, so nothing was sent/);
    await workbench.dialog.press('Arm for 15 Minutes');
    await window.desk.confirm(await workbench.dialog.text(/Cancel this/), /Canceled on AscendEX/);
    assert.deepEqual(thief.requests, []);
  });
});
