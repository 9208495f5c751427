import * as vscode from 'vscode';

/** Names and values in two columns; those without a value are left out. */
export function tooltipTable(
  rows: readonly (readonly [name: string, value: string | undefined])[],
): vscode.MarkdownString {
  const text = new vscode.MarkdownString('| | |\n|:--|:--|\n');
  for (const [name, value] of rows) {
    if (!value) continue;
    text.appendMarkdown(`| ${name} | `).appendText(value.replaceAll(/[\n|]/g, ' '));
    text.appendMarkdown(' |\n');
  }
  return text;
}
