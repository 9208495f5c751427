import * as vscode from 'vscode';
import { systemClock } from '../common/clock.ts';
import type { Disposable } from '../common/disposable.ts';
import { Pacer } from '../common/pacer.ts';
import { PassedBy } from './passedBy.ts';
import type { Frame, Move } from './steps.ts';

const { Back } = vscode.QuickInputButtons;
/** An Enter this soon after a key, ms, may be for choices that VS Code does not show yet. */
const TYPING_MS = 400;
/** Between two lists of choices, and between a move among them and another list, ms. */
const REST_MS = 250;

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
  /** What it stays known by where its label may become another; its label where missing. */
  readonly key?: string;
}

export interface PickStep<T> {
  readonly placeholder: () => string;
  /** The choices for what was typed. */
  readonly items: (typed: string) => readonly Choice<T>[];
  readonly isActive?: (value: T) => boolean;
  readonly typed?: string;
  /**
   * Whether typing narrows the choices down; otherwise `items` is asked each time, and the first of them is what was
   * typed: it alone is taken by an Enter that follows at once.
   */
  readonly filters?: boolean;
  /** Takes a choice; `undefined` stays at the step. */
  readonly accept: (value: T, typed: string) => Move | undefined | Promise<Move | undefined>;
  /** Told what was typed when the step is left without a choice. */
  readonly leave?: (typed: string) => void;
  /** Calls `again` whenever the choices may be others, until disposed. */
  readonly follow?: (again: () => void) => Disposable;
  /** Done before anything can be chosen. */
  readonly until?: Promise<unknown>;
}

/** A step that offers choices, with Back where there is a step before it. */
export function pickStep<T>(frame: Frame, options: PickStep<T>): Promise<Move> {
  const box = vscode.window.createQuickPick<Choice<T>>();
  Object.assign(box, { ...frame, ignoreFocusOut: true, keepScrollPosition: true });
  box.buttons = frame.step > 1 ? [Back] : [];
  box.matchOnDescription = box.matchOnDetail = true;
  box.value = options.typed ?? '';
  let over = false;
  let accepting = false;
  let typedAt = 0;
  let movedAt = 0;
  let shown = '';
  const passedBy = new PassedBy(systemClock);
  const activate = (isIt: (item: Choice<T>) => boolean | undefined): void => {
    const [first] = box.items;
    const item = box.items.find(isIt);
    if (!first || !item) return;
    box.activeItems = [item];
    passedBy.draw(keyOf(item), keyOf(first));
  };
  const show = (first = false): void => {
    if (over) return;
    const [active] = box.activeItems;
    box.placeholder = options.placeholder();
    box.items = options.items(box.value);
    shown = textOf(options, box.value);
    activate(
      first
        ? ({ value }) => options.isActive?.(value)
        : (item) => active && keyOf(item) === keyOf(active),
    );
  };
  // VS Code names a choice by its place in the list: after a key that may be the place in the list before.
  const accepted = (): Choice<T> | undefined => {
    const [selected] = box.selectedItems;
    if (Date.now() - typedAt > TYPING_MS) return selected;
    if (box.value === '') return undefined;
    const [typed] = options.items(box.value);
    return typed?.value === undefined ? selected : typed;
  };
  const listening: Disposable[] = [];
  if (options.until) {
    box.busy = true;
    void options.until.finally(() => {
      if (over) return;
      box.busy = false;
      show(true);
    });
  }
  return new Promise((resolve) => {
    const leave = (move: Move): void => {
      if (over) return;
      over = true;
      if (move !== 'next') options.leave?.(box.value);
      resolve(move);
      for (const each of listening) each.dispose();
      box.dispose();
    };
    listening.push(
      box.onDidAccept(async () => {
        const item = accepted();
        if (!item || accepting) return;
        const answer = options.accept(item.value, box.value);
        // Only where it asks something: an Escape that follows at once is told before an await goes on.
        accepting = answer instanceof Promise;
        const move = answer instanceof Promise ? await answer : answer;
        accepting = false;
        if (move) return leave(move);
        // What narrowed the choices down has done so.
        if (options.filters !== false) box.value = '';
        show();
        // It may have asked something else, in whose favor this was hidden.
        box.show();
      }),
      box.onDidTriggerButton(() => leave('back')),
      box.onDidHide(() => !accepting && leave('stop')),
    );
    if (options.filters === false)
      listening.push(
        box.onDidChangeValue(() => {
          typedAt = Date.now();
          show(true);
        }),
      );
    if (options.follow) {
      // Not in the middle of a person's moves.
      const pacer = new Pacer(systemClock, () => {
        const moving = movedAt + REST_MS - Date.now();
        if (moving > 0) pacer.ask();
        else if (!over && shown !== textOf(options, box.value)) show();
        return Promise.resolve(moving > 0 ? moving : REST_MS);
      });
      listening.push(
        pacer,
        box.onDidChangeActive(([item]) => {
          movedAt = Date.now();
          const reached = item && passedBy.move(keyOf(item));
          if (reached !== undefined) activate((each) => keyOf(each) === reached);
        }),
        options.follow(() => pacer.ask()),
      );
    }
    show(true);
    box.show();
  });
}

/** All that a person reads of a step. */
function textOf<T>(step: PickStep<T>, typed: string): string {
  const items = step
    .items(typed)
    .map(({ label, description, detail }) => [label, description, detail]);
  return JSON.stringify([step.placeholder(), items]);
}

function keyOf({ key, label }: Choice<unknown>): string {
  return key ?? label;
}
