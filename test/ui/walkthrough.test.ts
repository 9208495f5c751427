import assert from 'node:assert/strict';
import { picture, startDesk, type DeskWindow } from './fixtures.ts';

describe('The walkthrough', () => {
  let window: DeskWindow;

  before(async () => (window = await startDesk()));
  after(() => window.code.close());

  it('leads through four steps, and ticks off what was done', async () => {
    const { workbench, desk, page } = window;
    await workbench.runCommand('Welcome: Open Walkthrough...');
    await workbench.quickInput.pick('Get Started with Order Desk');
    const steps = page.locator('.gettingStartedContainer .getting-started-step');
    await steps.nth(3).waitFor();
    const done = steps.locator('.codicon-getting-started-step-checked');
    await picture(workbench, 'walkthrough');
    await desk.open();
    await done.nth(0).waitFor();
    // A question that is answered with no is no cancel.
    await desk.askInPalette();
    await workbench.dialog.press('Keep Order');
    assert.equal(await done.count(), 1);
    await desk.confirm(await desk.askInPalette());
    await done.nth(1).waitFor();
    await picture(workbench, 'walkthrough-two-done');
    await desk.showResponse();
    await workbench.runCommand('Welcome: Open Walkthrough...');
    await workbench.quickInput.pick('Get Started with Order Desk');
    await done.nth(2).waitFor();
    assert.equal(await done.count(), 3);
    await picture(workbench, 'walkthrough-three-done');
  });
});
