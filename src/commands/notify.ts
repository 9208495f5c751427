import * as vscode from 'vscode';
import { Command } from '../contributions.ts';
import type { Transcript } from '../net/transcript.ts';
import type { Message } from '../platform/messages.ts';
import { VenueError } from '../venues/errors.ts';

const show = {
  info: vscode.window.showInformationMessage,
  warning: vscode.window.showWarningMessage,
  error: vscode.window.showErrorMessage,
} as const;

/**
 * Shows a notification with what helps: the message's own action, and "Show Response" where there
 * is an exchange to show. Returns at once; a notification may stay unanswered for ever.
 */
export function showMessage(
  level: keyof typeof show,
  message: Message,
  transcript?: Transcript,
): void {
  const showResponse = {
    title: transcript?.response ? vscode.l10n.t('Show Response') : vscode.l10n.t('Show Exchange'),
    command: transcript?.response ? Command.showResponse : Command.showExchange,
  };
  const buttons = [
    ...(message.action ? [message.action] : []),
    ...(transcript ? [showResponse] : []),
  ];
  void Promise.resolve(show[level](message.text, ...buttons.map(({ title }) => title))).then(
    (choice) => {
      const button = buttons.find(({ title }) => title === choice);
      if (button) return vscode.commands.executeCommand(button.command, transcript?.id);
    },
  );
}

/** The exchange an error belongs to, if it has one. */
export function transcriptOf(error: unknown): Transcript | undefined {
  return error instanceof VenueError ? error.transcript : undefined;
}
