import assert from 'node:assert/strict';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import {
  control,
  firstLabel,
  keepSecrets,
  picture,
  startDesk,
  type DeskWindow,
} from './fixtures.ts';
import {
  answerPrompts,
  armLive,
  editProfile,
  PROMPT,
  removeProfile,
  type Key,
  type ProfileAnswers,
} from './prompts.ts';

describe('Profiles', () => {
  let window: DeskWindow;
  let exchange: PaperExchange;
  let good: ProfileAnswers;

  before(async () => {
    exchange = await startPaperExchange({ seed: 11, orders: 6, frozen: true });
    const origin = exchange.ready.url;
    good = { origin, name: 'Desk', ...(await control<Key>(origin, 'keys', {})) };
    window = await startDesk({}, { prepare: keepSecrets });
    await window.desk.open();
  });
  after(async () => {
    await window.code.close();
    await exchange.close();
  });
  afterEach(() => window.workbench.notifications.clear());

  it('are not added when Escape is pressed at a question about them', async () => {
    const { workbench } = window;
    for (let prompt = 0; prompt < PROMPT.key; prompt += 1) {
      await workbench.runCommand('Order Desk: Add Profile…');
      await answerPrompts(workbench, good, prompt);
      await workbench.quickInput.dismiss();
    }
    await workbench.runCommand('Order Desk: Edit Profile…');
    await workbench.notifications.text(
      'There is only PAPER, which is built in. Add a profile first.',
    );
    await workbench.statusBarItem('PAPER').waitFor();
    await workbench.badgeShows('Order Desk', '25');
  });

  it('stay without a key when Escape is pressed at the key, and say so', async () => {
    const { workbench, orders } = window;
    for (const prompt of [PROMPT.key, PROMPT.secret]) {
      await workbench.runCommand('Order Desk: Add Profile…');
      await answerPrompts(workbench, good, prompt);
      await workbench.quickInput.dismiss();
      await workbench.statusBarItem('Desk').waitFor();
      assert.match(await orders.welcome(/no API key yet/), /Set API Key…\s+Switch Profile…/);
      if (prompt === PROMPT.secret) await picture(workbench, 'profiles-no-key');
      await removeProfile(workbench, 'Desk');
    }
  });

  it('take a host on this machine only, and a name of their own', async () => {
    const { quickInput } = window.workbench;
    await window.workbench.runCommand('Order Desk: Add Profile…');
    await answerPrompts(window.workbench, good, PROMPT.address);
    for (const bad of [
      'http://example.com',
      'http://127.0.0.1.example.com:4000',
      `${good.origin}/path`,
    ]) {
      await quickInput.submit(bad);
      await quickInput.says(
        'Only an address on this machine: http://127.0.0.1: and a port number.',
      );
    }
    await quickInput.submit(good.origin);
    await quickInput.says(/\(3\/6\): Name/);
    await quickInput.submit(' paper ');
    await quickInput.says('There is a profile of this name already. Choose another.');
    await quickInput.submit('Desk');
    await quickInput.says(/\(4\/6\): Account Group/);
    await quickInput.submit('six');
    await quickInput.says('A group is a number such as 0 or 7.');
    await quickInput.dismiss();
  });

  it('are kept once their key was tried, and show their orders in place of PAPER’s', async () => {
    const { workbench, desk } = window;
    await workbench.runCommand('Order Desk: Add Profile…');
    await answerPrompts(workbench, good, PROMPT.key);
    assert.ok(await workbench.quickInput.masked());
    await answerPrompts(workbench, good, PROMPT.secret, PROMPT.key);
    assert.ok(await workbench.quickInput.masked());
    await workbench.quickInput.fill(good.secret);
    await picture(workbench, 'profiles-secret');
    await workbench.page.keyboard.press('Enter');
    await workbench.notifications.text('The key of Desk works and is kept in the secret storage.');
    await workbench.statusBarItem('Desk').waitFor();
    await workbench.badgeShows('Order Desk', '6');
    assert.equal(await workbench.statusBarItem('PAPER').count(), 0);
    await armLive(workbench);
    assert.match(
      await desk.askInTree(await firstLabel(window)),
      /on AscendEX Futures\?\s+Profile: Desk\s+Venue: AscendEX/,
    );
    await picture(workbench, 'profiles-live');
    await workbench.dialog.press('Keep Order');
  });

  it('and their keys outlive a reload of the window', async () => {
    const { workbench, desk } = window;
    await workbench.reload();
    await desk.open();
    await workbench.statusBarItem('Desk').waitFor();
    await workbench.badgeShows('Order Desk', '6');
  });

  it('are renamed, switched from and to, and lose their key and themselves on request', async () => {
    const { workbench, orders } = window;
    await editProfile(workbench, 'Desk', PROMPT.name, 'Main Desk');
    await workbench.statusBarItem('Main Desk').waitFor();
    await workbench.statusBarItem('Main Desk').click();
    await workbench.quickInput.pick('PAPER');
    await workbench.badgeShows('Order Desk', '25');
    await workbench.runCommand('Order Desk: Switch Profile…');
    await picture(workbench, 'profiles-switch');
    await workbench.quickInput.pick('Main Desk');
    await workbench.badgeShows('Order Desk', '6');
    await workbench.runCommand('Order Desk: Forget API Key…');
    await workbench.quickInput.pick('Main Desk');
    await workbench.dialog.text('Forget the API key of Main Desk?');
    await workbench.dialog.press('Forget Key');
    await orders.welcome(/no API key yet/);
    await removeProfile(workbench, 'Main Desk');
    await workbench.badgeShows('Order Desk', '25');
  });
});
