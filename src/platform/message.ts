import type { Uri } from 'vscode';

/** A button that runs a command, with an argument where it needs one. */
export interface Action {
  readonly title: string;
  readonly command: string;
  readonly argument?: string | undefined;
  /** An argument that is a file: VS Code takes it to wherever the window's files are. */
  readonly file?: Uri | undefined;
}

/** A message for a person: what happened, what to do, and the command that does it. */
export interface Message {
  readonly text: string;
  /** What to do about it, where that is not part of the text. */
  readonly hint?: string;
  readonly action?: Action | undefined;
  /** A further button, after the others. */
  readonly also?: Action | undefined;
}
