import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import { Command } from '../contributions.ts';
import type { Redactor } from '../net/redact.ts';
import type { Transcript } from '../net/transcript.ts';
import type { Action, Message } from '../platform/message.ts';
import { VenueError } from '../venues/errors.ts';

export type Level = 'info' | 'warning' | 'error';

/** A notification as it was shown. */
export interface Shown {
  readonly level: Level;
  readonly text: string;
  readonly buttons: readonly string[];
}

const show = {
  info: vscode.window.showInformationMessage,
  warning: vscode.window.showWarningMessage,
  error: vscode.window.showErrorMessage,
} as const;

/** About how many characters of a notification fit on a line. */
const ONE_LINE = 58;

/** The one place where notifications come from. */
export class Notifier extends DisposableStore {
  readonly #log: vscode.LogOutputChannel;
  readonly #redactor: Redactor;
  readonly #shown = this.register(new Emitter<Shown>());
  readonly onDidShow = this.#shown.event;

  /** @param redactor takes secrets out of errors that nobody thought of, which may quote anything */
  constructor(log: vscode.LogOutputChannel, redactor: Redactor) {
    super();
    this.#log = log;
    this.#redactor = redactor;
  }

  /**
   * Tells the person something, with what helps: the message's own action, and "Show Response" where
   * there is an exchange to show. Returns at once; a notification may stay unanswered for ever.
   */
  tell(level: Level, message: Message, transcript?: Transcript): void {
    const argument = transcript?.id;
    const showResponse = transcript?.response
      ? { title: vscode.l10n.t('Show Response'), command: Command.showResponse, argument }
      : { title: vscode.l10n.t('Show Exchange'), command: Command.showExchange, argument };
    const buttons: Action[] = [
      ...(message.action ? [message.action] : []),
      ...(transcript ? [showResponse] : []),
      ...(message.also ? [message.also] : []),
    ];
    const text = [message.text, message.hint].filter(Boolean).join(' ');
    void this.ask(level, text, ...buttons.map(({ title }) => title)).then((choice) => {
      const button = buttons.find(({ title }) => title === choice);
      if (button)
        return vscode.commands.executeCommand(button.command, button.file ?? button.argument);
    });
  }

  /** Shows a message with buttons; the button pressed, or `undefined` when it was closed. */
  async ask(level: Level, words: string, ...buttons: string[]): Promise<string | undefined> {
    const text = this.#redactor.scrub(words);
    this.#log[level === 'warning' ? 'warn' : level](text);
    this.#shown.fire({ level, text, buttons });
    // Without a button VS Code shows one line and cuts off the rest, which may be what matters.
    const ok = buttons.length === 0 && text.length > ONE_LINE ? [vscode.l10n.t('OK')] : [];
    return show[level](text, ...buttons, ...ok);
  }
}

/** The exchange an error belongs to, if it has one. */
export function transcriptOf(error: unknown): Transcript | undefined {
  return error instanceof VenueError ? error.transcript : undefined;
}
