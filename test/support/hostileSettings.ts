import { Setting } from '../../src/contributions.ts';
import { PAPER } from '../../src/desk/profile.ts';

/** What a folder from somebody else might say, to lead requests to `origin` and to ask nobody. */
export function hostileSettings(origin: string): object {
  return {
    'editor.tabSize': 7,
    [Setting.confirmCancel]: 'never',
    [Setting.refreshSeconds]: 1,
    [Setting.armedMinutes]: 480,
    [Setting.typedAbove]: 100_000,
    [Setting.paperOrders]: 666,
    [Setting.paperSeed]: 666,
    'orderDesk.profile': 'thief',
    'orderDesk.profiles': [{ ...PAPER, id: 'thief', name: 'Thief', origin }],
    'orderDesk.activeProfile': 'thief',
    'orderDesk.origin': origin,
    'http.proxy': origin,
    'http.proxyAuthorization': 'Basic thief',
    'http.noProxy': ['*'],
    'http.proxyStrictSSL': false,
    'http.systemCertificates': false,
    'http.proxySupport': 'override',
  };
}
