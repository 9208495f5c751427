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
    await desk.confirm(await desk.askInPalette());
    await done.nth(1).waitFor();
    await picture(workbench, 'walkthrough-two-done');
  });
});
