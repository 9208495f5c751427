import * as vscode from 'vscode';
import { Setting } from '../contributions.ts';
import type { OrderEventKind } from '../orders/orderNews.ts';

/**
 * A setting as the person set it for all windows. What a workspace says is not read, so that
 * opening somebody's folder cannot change a confirmation or where requests go.
 */
function userSetting<T>(id: string): T | undefined {
  const found = vscode.workspace.getConfiguration().inspect<T>(id);
  return found?.globalValue ?? found?.defaultValue;
}

/** Milliseconds between refreshes of the visible orders: a second to an hour. */
export function refreshInterval(): number {
  const seconds = userSetting<number>(Setting.refreshSeconds);
  return clamp(typeof seconds === 'number' ? seconds : 5, 1, 3_600) * 1_000;
}

/** Whether a cancel is confirmed in a modal first; anything but an explicit "never" is yes. */
export function confirmsCancel(): boolean {
  return userSetting<string>(Setting.confirmCancel) !== 'never';
}

/** Above so many orders a cancel of several is confirmed by a typed word as well. */
export function typedAbove(): number {
  const orders = userSetting<number>(Setting.typedAbove);
  return typeof orders === 'number' && orders >= 0 ? orders : 50;
}

/** Whether the person wants to be told of such events of orders that nobody is waiting for. */
export function alertsOf(kind: OrderEventKind): boolean {
  return userSetting<Partial<Record<OrderEventKind, unknown>>>(Setting.alerts)?.[kind] !== false;
}

/** For how long a live profile is armed, whole minutes. */
export function armedMinutes(): number {
  const minutes = userSetting<number>(Setting.armedMinutes);
  return clamp(typeof minutes === 'number' ? Math.trunc(minutes) : 15, 1, 480);
}

/** Whether leaving the window disarms a live profile. */
export function disarmsOnBlur(): boolean {
  return userSetting<boolean>(Setting.disarmOnBlur) === true;
}

/** Arguments for the built-in paper exchange. */
export function paperArguments(): string[] {
  const orders = clamp(Math.trunc(userSetting<number>(Setting.paperOrders) ?? 25), 0, 10_000);
  const seed = userSetting<number | null>(Setting.paperSeed);
  const frozen = userSetting<boolean>(Setting.paperFrozen) === true;
  return [
    ...['--port', '0', '--orders', String(orders)],
    ...(typeof seed === 'number' ? ['--seed', String(seed)] : []),
    ...(frozen ? ['--frozen'] : []),
  ];
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
