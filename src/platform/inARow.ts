import * as vscode from 'vscode';

const t = vscode.l10n.t;

/** Things in a row, separated as the person's language does; those that are missing are left out. */
export function inARow(parts: Iterable<string | false | undefined>): string {
  return [...parts].filter(Boolean).join(t(', '));
}
