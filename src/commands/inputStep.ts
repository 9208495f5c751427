import * as vscode from 'vscode';
import type { Disposable } from '../common/disposable.ts';
import type { Frame, Move } from './steps.ts';

const { Back } = vscode.QuickInputButtons;

export interface InputStep {
  readonly prompt: () => string;
  readonly value: string;
  /** What is wrong with the text, or a warning that keeps nobody from going on. */
  readonly check: (text: string) => string | vscode.InputBoxValidationMessage | undefined;
  readonly leave: (text: string) => void;
  readonly follow?: (again: () => void) => Disposable;
}

/** What is said of a text that may be meant all the same. */
export function warning(message: string): vscode.InputBoxValidationMessage {
  return { message, severity: vscode.InputBoxValidationSeverity.Warning };
}

/** A step that asks for a text, checked as it is typed. */
export function inputStep(frame: Frame, options: InputStep): Promise<Move> {
  const box = vscode.window.createInputBox();
  Object.assign(box, { ...frame, ignoreFocusOut: true, value: options.value });
  box.buttons = frame.step > 1 ? [Back] : [];
  let over = false;
  const show = (): void => {
    if (over) return;
    box.prompt = options.prompt();
    // An empty box has nothing wrong with it before anybody tried to go on.
    box.validationMessage = box.value === '' ? undefined : options.check(box.value);
  };
  const refuses = (): boolean => {
    const wrong = (box.validationMessage = options.check(box.value));
    return typeof wrong === 'string' || wrong?.severity === vscode.InputBoxValidationSeverity.Error;
  };
  return new Promise((resolve) => {
    const listening: Disposable[] = [];
    const leave = (move: Move): void => {
      if (over) return;
      over = true;
      options.leave(box.value);
      resolve(move);
      for (const each of listening) each.dispose();
      box.dispose();
    };
    listening.push(
      box.onDidChangeValue(show),
      box.onDidAccept(() => !refuses() && leave('next')),
      box.onDidTriggerButton(() => leave('back')),
      box.onDidHide(() => leave('stop')),
    );
    if (options.follow) listening.push(options.follow(show));
    show();
    box.show();
  });
}
