import * as vscode from 'vscode';
import { Command } from '../contributions.ts';
import { explain } from '../platform/messages.ts';
import { transcriptOf } from './notifier.ts';
import type { Handlers, Services } from './services.ts';

/**
 * Registers every command. What a handler throws is explained to the person and logged.
 *
 * @param load reads the handlers, when the first command is run
 */
export function registerCommands(
  services: Services,
  load: () => Promise<{ readonly handlers: Handlers }>,
): vscode.Disposable {
  const registered = Object.values(Command).map((id) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      // The rows that were selected when it was asked for, whatever is selected once it is read.
      const selected = services.selection();
      try {
        const { handlers } = await load();
        return await handlers[id]({ ...services, selection: () => selected }, ...args);
      } catch (error) {
        services.log.debug(`${id} failed`);
        const message = explain(error, services.current.place);
        services.notifier.tell('error', message, transcriptOf(error));
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
