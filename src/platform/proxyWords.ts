import * as vscode from 'vscode';
import { TransportError } from '../net/failures.ts';
import type { VenueErrorReason } from '../venues/errors.ts';
import type { Action } from './message.ts';
import type { Words } from './venueMessages.ts';

const t = vscode.l10n.t;

const setProxy = (): Action => ({
  title: t('Open Proxy Settings'),
  command: 'workbench.action.openSettings',
  argument: 'http.proxy',
});

/** What went wrong at the proxy, and which setting to look at. */
export const proxyWords = {
  proxyDown: (_place, said, { cause }) => ({
    text: t(
      'The proxy could not be reached ({0}), so nothing was sent. Check that it is running, and its address in VS Code’s setting http.proxy or in HTTPS_PROXY.',
      proxySaid(said, cause),
    ),
    action: setProxy(),
  }),
  proxySignIn: (_place, said, { cause }) => ({
    text: t(
      'The proxy wants a name and a password, or did not take those it got ({0}), so nothing was sent. Set http.proxy to http://name:password@host:port, or set http.proxyAuthorization.',
      proxySaid(said, cause),
    ),
    action: setProxy(),
  }),
  proxyRefused: ({ host }, said, { cause }) => ({
    text: t(
      'The proxy opened no way to {0} ({1}), so nothing was sent. Wait a moment, then refresh. If it stays so, ask whoever runs the proxy to let {0} through.',
      host,
      proxySaid(said, cause),
    ),
    action: setProxy(),
  }),
  proxyKind: ({ host }) => ({
    text: t(
      'The proxy that is set, in http.proxy or in HTTPS_PROXY, cannot be used, so nothing was sent. Set http.proxy to an http:// or https:// address, with % in a name or password written as %25. SOCKS and PAC are not supported. To go past the proxy, add {0} to http.noProxy.',
      host,
    ),
    action: setProxy(),
  }),
} satisfies Partial<Record<VenueErrorReason, Words>>;

/** Which proxy it was and what it said, in its own few words where there are any. */
function proxySaid(said: string, cause: unknown): string {
  return cause instanceof TransportError ? cause.message : said;
}
