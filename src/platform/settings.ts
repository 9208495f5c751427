import * as vscode from 'vscode';
import { Setting } from '../contributions.ts';

/**
 * A setting as the person set it for all windows. What a workspace says is not read, so that
 * opening somebody's folder cannot change a confirmation or where requests go.
 */
function userSetting<T>(id: string): T | undefined {
  const found = vscode.workspace.getConfiguration().inspect<T>(id);
  return found?.globalValue ?? found?.defaultValue;
}

/** Milliseconds between refreshes of the visible orders; at least one second. */
export function refreshInterval(): number {
  const seconds = userSetting<number>(Setting.refreshSeconds);
  return Math.max(1, typeof seconds === 'number' ? seconds : 5) * 1_000;
}

/** Whether a cancel is confirmed in a modal first; anything but an explicit "never" is yes. */
export function confirmsCancel(): boolean {
  return userSetting<string>(Setting.confirmCancel) !== 'never';
}

/** Arguments for the built-in paper exchange. */
export function paperArguments(): string[] {
  const orders = userSetting<number>(Setting.paperOrders) ?? 25;
  const seed = userSetting<number | null>(Setting.paperSeed);
  const frozen = userSetting<boolean>(Setting.paperFrozen) === true;
  return [
    ...['--port', '0', '--orders', String(orders)],
    ...(typeof seed === 'number' ? ['--seed', String(seed)] : []),
    ...(frozen ? ['--frozen'] : []),
  ];
}
