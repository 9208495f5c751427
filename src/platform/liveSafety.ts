import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import type { Arming } from '../desk/arming.ts';
import type { CurrentDesk } from './currentDesk.ts';
import { disarmsOnBlur } from './settings.ts';

/** Disarms when the profile is switched, its key or its host become others, or the person leaves the window. */
export class LiveSafety extends DisposableStore {
  constructor(arming: Arming, current: CurrentDesk) {
    super();
    this.register(current.onDidChange(() => current.desk ?? arming.disarm()));
    this.register(
      vscode.window.onDidChangeWindowState(({ focused }) =>
        arming.setAway(!focused && disarmsOnBlur()),
      ),
    );
  }
}
