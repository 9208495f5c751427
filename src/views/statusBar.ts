import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { Command } from '../contributions.ts';
import { isPaper } from '../desk/profile.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';

const t = vscode.l10n.t;

/** PAPER, or the live profile's name, always in sight; a click switches. */
export class StatusBar extends DisposableStore {
  readonly #item = this.register(
    vscode.window.createStatusBarItem('orderDesk.profile', vscode.StatusBarAlignment.Left, 50),
  );

  constructor(current: CurrentDesk) {
    super();
    this.#item.name = t('Order Desk Profile');
    this.#item.command = Command.switchProfile;
    this.register(current.onDidChange(() => this.#show(current)));
    this.#show(current);
    this.#item.show();
  }

  #show(current: CurrentDesk): void {
    const { profile, place } = current;
    const paper = isPaper(profile);
    this.#item.text = paper ? '$(beaker) PAPER' : `$(flame) ${profile.name}`;
    this.#item.tooltip = paper
      ? t('Order Desk trades on the built-in paper exchange. Click to switch.')
      : t(
          'Order Desk trades on {0} ({1}) as {2}. Click to switch.',
          place.venue,
          place.host,
          profile.name,
        );
    this.#item.backgroundColor = paper
      ? undefined
      : new vscode.ThemeColor('statusBarItem.warningBackground');
    this.#item.accessibilityInformation = {
      label: paper ? t('Order Desk: paper') : t('Order Desk: live, {0}', profile.name),
    };
  }
}
