import * as vscode from 'vscode';

const t = vscode.l10n.t;
const NAMED = 6;

/** Lines of a question, set in: of many the first few, as {@link firstFew} has them. */
export function few(...lines: Parameters<typeof firstFew>): readonly string[] {
  return firstFew(...lines).map((line) => `    ${line}`);
}

/** Of many the first few, and how many more there are. */
export function firstFew(
  lines: readonly string[],
  rest: (more: number) => string = (more) => t('and {0} more', more),
): readonly string[] {
  const more = lines.length - NAMED;
  return more > 0 ? [...lines.slice(0, NAMED), rest(more)] : lines;
}
