import { homedir } from 'node:os';
import * as vscode from 'vscode';

/**
 * Asks for a file to export to, in the workspace where there is one; `undefined` on Escape.
 * @param name what it is called by itself, in words, to which the day is added
 * @param ending without the dot
 */
export function askFile(
  title: string,
  name: string,
  ending: string,
): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const whole = `${name} ${new Date().toISOString().slice(0, 10)}.${ending}`;
  return vscode.window.showSaveDialog({
    ...{ title, saveLabel: vscode.l10n.t('Export') },
    defaultUri: vscode.Uri.joinPath(folder, whole.replaceAll(/[^\w.-]+/g, '-')),
    filters: { [ending.toUpperCase()]: [ending] },
  });
}

/** Writes a text as UTF-8, in the place of whatever the file had. */
export function writeText(file: vscode.Uri, text: string): Thenable<void> {
  return vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
}
