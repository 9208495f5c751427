import { homedir } from 'node:os';
import * as vscode from 'vscode';

/**
 * Asks for a file and writes a text into it.
 * @param name what it is called by itself, to which the day is added
 * @returns the file; `undefined` on Escape
 */
export async function saveText(
  title: string,
  name: string,
  ending: string,
  text: string,
): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const whole = `${name}-${new Date().toISOString().slice(0, 10)}.${ending}`;
  const file = await vscode.window.showSaveDialog({
    ...{ title, saveLabel: vscode.l10n.t('Export') },
    defaultUri: vscode.Uri.joinPath(folder, whole),
    filters: { [ending.toUpperCase()]: [ending] },
  });
  if (file) await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  return file;
}
