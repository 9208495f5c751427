import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import { ensureArmed } from './arm.ts';
import type { Handler, Services } from './services.ts';
import { whileWaiting } from './waiting.ts';

const t = vscode.l10n.t;

/** A command that may change something at a venue: a live profile has to be armed for it. */
export function acting(handler: Handler): Handler {
  return async (services, ...args) => {
    const command = services.arming.duringCommand();
    try {
      await services.current.open();
      return (await ensureArmed(services)) ? await handler(services, ...args) : undefined;
    } finally {
      command.dispose();
    }
  };
}

/**
 * Whether what a person agreed to may be sent. Throws where it would go somewhere else now.
 * Where the profile is armed no more they are asked again; false where it is left so.
 */
export async function mayStillSend(services: Services, desk: Desk): Promise<boolean> {
  refuseOtherDesk(services, desk);
  if (!(await ensureArmed(services))) return false;
  refuseOtherDesk(services, desk);
  return true;
}

/** Why nothing came of what was agreed to, where a profile is left disarmed. */
export function disarmedText(): string {
  return t('Live trading is disarmed, so nothing was sent.');
}

/** Much can happen while a dialog is open. A cancel goes where the person was asked about. */
export function refuseOtherDesk({ current }: Services, desk: Desk): void {
  current.verify();
  if (current.desk !== desk)
    throw new Error(t('The profile was switched or its exchange ended, so nothing was sent.'));
}

/** Sends, shows that it is awaited, and keeps the profile armed meanwhile. See {@link whileWaiting}. */
export async function whileSending<T>(
  { arming }: Services,
  ...waiting: Parameters<typeof whileWaiting<T>>
): Promise<T> {
  const sending = arming.duringSending();
  try {
    return await whileWaiting(...waiting);
  } finally {
    sending.dispose();
  }
}
