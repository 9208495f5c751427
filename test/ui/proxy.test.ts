import assert from 'node:assert/strict';
import { join } from 'node:path';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import { startConnectProxy, type ConnectProxy } from '../support/connectProxy.ts';
import { issue, makeCa } from '../support/privateCa.ts';
import { until } from '../support/until.ts';
import { picture, startDesk, type DeskWindow } from './fixtures.ts';
import { answerPrompts, VENUE } from './prompts.ts';
import { removeFolder, temporaryFolder } from './support/index.ts';

const signIn = `Basic ${Buffer.from('me:word').toString('base64')}`;

/**
 * A company's network: a proxy that wants a sign-in, and an authority of its own among the system's. The
 * exchange is the venue's own host by name, to which that proxy alone leads.
 */
describe("A company's network", () => {
  let exchange: PaperExchange;
  let proxy: ConnectProxy;
  let window: DeskWindow;
  let folder: string;

  before(async () => {
    folder = temporaryFolder('authority');
    makeCa(folder, 'company');
    const certificate = issue(folder, 'company', 'DNS:ascendex.com');
    exchange = await startPaperExchange({ seed: 7, orders: 5, frozen: true, certificate });
    proxy = await startConnectProxy(() => Number(new URL(exchange.ready.url).port));
    proxy.wants = signIn;
    const settings = { 'http.proxy': `http://${proxy.host}` };
    window = await startDesk(settings, { env: { SSL_CERT_FILE: join(folder, 'company.pem') } });
    await window.workbench.openViewContainer('Order Desk');
  });
  after(async () => {
    await window.code.close();
    await proxy.close();
    await exchange.close();
    removeFolder(folder);
  });

  it('with a proxy that wants a sign-in: no key is kept until that lets it through', async () => {
    const { workbench } = window;
    const { apiKey, secret } = exchange.ready;
    await workbench.runCommand('Order Desk: Add Profile…');
    await answerPrompts(workbench, { origin: VENUE, name: 'Company', apiKey, secret });
    const said = await workbench.notifications.text(/The key was not kept\. The proxy wants/);
    assert.match(
      said,
      /name and a password.*127\.0\.0\.1:\d+: HTTP 407.*nothing was sent.*http\.proxy /,
    );
    await picture(workbench, 'proxy-key');
    assert.equal(exchange.services.stats.connectionsOpened, 0);
    proxy.wants = undefined;
    await workbench.notifications.press(/The key was not kept/, 'Check Again');
    await workbench.notifications.text('The key of Company works and is kept');
    await workbench.badgeShows('Order Desk', '5');
    assert.ok(proxy.asked.includes('ascendex.com:443'));
  });

  it('whose proxy takes no more without one: the setting is a press away, and works once it is set', async () => {
    const { workbench, page, orders } = window;
    await workbench.notifications.clear();
    proxy.wants = signIn;
    proxy.cut();
    await orders.message(/The proxy wants a name and a password/);
    await workbench.runCommand('Order Desk: Refresh');
    const text = /The proxy wants a name and a password.*HTTP 407/;
    await workbench.notifications.text(text);
    await picture(workbench, 'proxy-sign-in');
    await workbench.notifications.press(text, 'Open Proxy Settings');
    const field = page.getByRole('textbox', { name: 'http.proxy', exact: true });
    await field.fill(`http://me:word@${proxy.host}`);
    await until(() => proxy.heads.some((head) => head.includes(signIn)));
    // The settings lie over the window.
    await field.press('Escape');
    await field.waitFor({ state: 'hidden' });
    await orders.lacks(/stale · /);
    await orders.shows(/Sell 3920 @/);
    await orders.messageGone();
    await picture(workbench, 'proxy-orders');
  });
});
