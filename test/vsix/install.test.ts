// The file that a trader would install, in a VS Code that has never seen this source tree.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../scripts/setup/paths.mjs';
import { OrderDesk, startVsCode, temporaryFolder, type VsCode } from '../ui/support/index.ts';

const PACKAGE_LIMIT_MS = 120_000;
const settings = { 'orderDesk.paper.seed': 11, 'orderDesk.paper.frozen': true };

describe('the packaged extension', function () {
  let code: VsCode | undefined;
  let vsix: string;

  before('package', function () {
    this.timeout(PACKAGE_LIMIT_MS);
    vsix = join(temporaryFolder('vsix'), 'order-desk.vsix');
    const args = ['scripts/package.ts', '--out', vsix];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: root,
      encoding: 'utf8',
    });
    assert.equal(status, 0, `${stdout}\n${stderr}`);
  });

  after(() => code?.close());

  it('is installed by VS Code, cancels an order and shows the answer', async () => {
    code = await startVsCode({ vsix, settings });
    const { workbench } = code;
    const desk = new OrderDesk(workbench);
    await desk.open();
    await desk.counts(25);
    const [label] = await desk.labels();
    assert.ok(label !== undefined);

    const seen = await desk.confirm(await desk.askInTree(label));
    const { title, text } = await desk.showResponse();
    await workbench.screenshot(join(root, 'results', 'screenshots', 'vsix-response.png'));

    assert.match(seen.question, /PAPER/);
    assert.match(seen.result, /Canceled on PAPER/);
    assert.match(title, /^cancel-order .*\.json$/);
    const body = JSON.parse(text) as { code: number; data: { order: Record<string, unknown> } };
    assert.equal(body.code, 0);
    assert.equal(body.data.order['orderId'], seen.orderId);
    await desk.counts(24);
  });
});
