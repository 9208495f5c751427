import * as vscode from 'vscode';

const t = vscode.l10n.t;

/** Asks for a secret in a masked box; `undefined` on Escape. Spaces around it are no part of it. */
export async function askSecret(
  title: string,
  before: string | undefined,
): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt: t('Kept in VS Code’s secret storage and nowhere else'),
    password: true,
    ...(before === undefined ? {} : { value: before }),
    ignoreFocusOut: true,
    validateInput: (value) => {
      const inner = value.trim();
      if (inner === '') return t('Paste it here, or press Escape to stop.');
      if (/[^\x21-\x7e]/.test(inner))
        return t('It holds a space or a character that no key has. Copy it again.');
      return undefined;
    },
  });
  return text?.trim();
}

/** Asks for a line of text; `undefined` on Escape. */
export function askText(
  title: string,
  prompt: string,
  value: string,
  check: (text: string) => string | vscode.InputBoxValidationMessage | undefined,
): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title,
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: check,
  });
}

/** Asks for one of a few values; `undefined` on Escape. */
export async function askOne<T>(
  title: string,
  choices: readonly (vscode.QuickPickItem & { readonly value: T })[],
): Promise<T | undefined> {
  const match = { matchOnDescription: true, matchOnDetail: true };
  const options = { title, ignoreFocusOut: true, ...match };
  const choice = await vscode.window.showQuickPick(choices, options);
  return choice?.value;
}

/** Asks in a modal with all that has to be known before. Both answers are named for what they do. True for yes. */
export async function agree(
  question: string,
  lines: readonly string[],
  yes: string,
  no: string,
): Promise<boolean> {
  const options = { modal: true, detail: lines.join('\n') };
  const [agreed, kept] = [{ title: yes }, { title: no, isCloseAffordance: true }];
  return (await vscode.window.showWarningMessage(question, options, agreed, kept)) === agreed;
}

/** Asks for a word to be typed. True where it was. */
export async function typeWord(title: string, prompt: string, word: string): Promise<boolean> {
  const typed = await vscode.window.showInputBox({
    ...{ title, prompt, ignoreFocusOut: true },
    validateInput: (text) => (isWord(text, word) || text === '' ? undefined : t('Type {0}.', word)),
  });
  return typed !== undefined && isWord(typed, word);
}

function isWord(text: string, word: string): boolean {
  return text.trim().toLowerCase() === word.toLowerCase();
}
