import * as vscode from 'vscode';
import { ContextKey } from '../contributions.ts';

/** Ticks off a step of the walkthrough, once what it is about was really done. */
export function tickOff(step: 'didCancel' | 'didRead' | 'didSetKey'): void {
  void vscode.commands.executeCommand('setContext', ContextKey[step], true);
}
