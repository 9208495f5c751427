import * as vscode from 'vscode';
import { Tool } from '../../contributions.ts';
import type { Services } from '../services.ts';
import type {
  cancelOrderTool,
  openOrdersTool,
  placeOrderTool,
  positionsTool,
  runTool,
} from './tools.ts';

/** What the tools do; it is read when the first is used. */
export interface Tools {
  readonly runTool: typeof runTool;
  readonly openOrdersTool: typeof openOrdersTool;
  readonly positionsTool: typeof positionsTool;
  readonly placeOrderTool: typeof placeOrderTool;
  readonly cancelOrderTool: typeof cancelOrderTool;
}

/** Offers the tools to language models, where VS Code has any. */
export function registerTools(services: Services, load: () => Promise<Tools>): vscode.Disposable {
  const names = Object.keys(Tool) as (keyof typeof Tool)[];
  const registered = names.map((name) =>
    vscode.lm.registerTool<unknown>(Tool[name], {
      prepareInvocation: async ({ input }) =>
        (await load())[`${name}Tool`].prepare(services, input),
      invoke: async ({ input }) => {
        const tools = await load();
        return tools.runTool(tools[`${name}Tool`], services, input);
      },
    }),
  );
  return vscode.Disposable.from(...registered);
}
