import { echo } from '../dialect/fields.ts';
import { ApiError } from '../errors.ts';
import type { Answer, PrivateRequest } from './route.ts';

type Action =
  'place-order' | 'cancel-order' | 'cancel-all' | 'batch-place-order' | 'batch-cancel-order';

/**
 * Makes a handler's refusals say which account, action and order they are about, as refusals of
 * orders do.
 */
export function aboutOrders(
  action: Action,
  handle: (request: PrivateRequest) => Answer | Promise<Answer>,
): (request: PrivateRequest) => Promise<Answer> {
  return async (request) => {
    try {
      return await handle(request);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { accountId } = request.account.identity;
      const info = error.info ?? echo(request.body);
      throw error.inContext({ ac: 'FUTURES', accountId, action, info });
    }
  };
}
