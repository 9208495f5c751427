import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { Command, ContextKey, type LiveState } from '../contributions.ts';
import type { Arming } from '../desk/arming.ts';
import { isPaper } from '../desk/profile.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';

const t = vscode.l10n.t;
const { Left } = vscode.StatusBarAlignment;

/**
 * PAPER, or the live profile's name, always in sight; a click switches. Beside a live one, whether it is armed, in
 * the warning colour where it is; a click arms and disarms.
 */
export class StatusBar extends DisposableStore {
  readonly #current: CurrentDesk;
  readonly #arming: Arming;
  readonly #profile = this.register(
    vscode.window.createStatusBarItem('orderDesk.profile', Left, 51),
  );
  readonly #live = this.register(vscode.window.createStatusBarItem('orderDesk.live', Left, 50.5));

  #state: LiveState | undefined;

  constructor(current: CurrentDesk, arming: Arming) {
    super();
    this.#current = current;
    this.#arming = arming;
    this.#profile.name = t('Order Desk Profile');
    this.#profile.command = Command.switchProfile;
    this.#live.name = t('Order Desk Live Trading');
    this.register(current.onDidChange(() => this.#show()));
    this.register(arming.onDidChange(() => this.#show()));
    this.#show();
    this.#profile.show();
  }

  #show(): void {
    const { profile, place } = this.#current;
    const { venue, host } = place;
    const paper = isPaper(profile);
    this.#profile.text = paper ? '$(beaker) PAPER' : `$(flame) ${profile.name}`;
    this.#profile.tooltip = paper
      ? t('Order Desk trades on the built-in paper exchange. Click to switch.')
      : t('Order Desk trades on {0} ({1}) as {2}. Click to switch.', venue, host, profile.name);
    this.#profile.accessibilityInformation = {
      label: paper
        ? t('Order Desk: PAPER. Press to switch')
        : t('Order Desk: live, {0}. Press to switch', profile.name),
    };
    const left = paper ? 0 : this.#arming.leftOf(profile.id);
    const state: LiveState = paper ? 'paper' : left > 0 ? 'armed' : 'disarmed';
    if (state !== this.#state)
      void vscode.commands.executeCommand('setContext', ContextKey.live, state);
    this.#state = state;
    if (paper) return this.#live.hide();
    this.#showLive(left, profile.name);
    this.#live.show();
  }

  /** @param left how long it is armed still, ms; 0 where it is not */
  #showLive(left: number, name: string): void {
    const item = this.#live;
    const time = left < 60_000 ? t('less than 1 min') : t('{0} min', Math.ceil(left / 60_000));
    item.text = left > 0 ? `$(unlock) ${t('Armed: {0}', time)}` : `$(lock) ${t('Disarmed')}`;
    item.tooltip =
      left > 0
        ? t('Orders of {0} can be placed, changed and canceled. Click to disarm.', name)
        : t(
            'Of {0} everything can be read, and nothing is sent that changes anything. Click to arm.',
            name,
          );
    item.command = left > 0 ? Command.disarmLive : Command.armLive;
    item.backgroundColor =
      left > 0 ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.accessibilityInformation = {
      label:
        left > 0
          ? t('Order Desk: live trading on {0} is armed, {1} left. Press to disarm', name, time)
          : t('Order Desk: live trading on {0} is disarmed. Press to arm', name),
      role: 'button',
    };
  }
}
