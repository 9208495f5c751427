import type { ConnectOptions } from '../net/dispatcher.ts';
import type { Redactor } from '../net/redact.ts';
import type { Transcript } from '../net/transcript.ts';
import type { Venue } from './venue.ts';

/** How the secret's text becomes the signing key. */
export type KeyEncoding = 'utf8' | 'base64';

/** An API key and its secret, and the only origin they may be used for. */
export interface Credentials {
  readonly apiKey: string;
  readonly secret: string;
  /** Scheme, host and port, as `URL.origin` gives them. */
  readonly origin: string;
}

/** A host that a venue is known to answer at. */
export interface VenueHost {
  readonly origin: string;
  readonly label: string;
  /** Where it is not the one that people trade on. */
  readonly standing?: HostStanding;
}

/** Whether a host answers no more, or is for trying things out. */
export type HostStanding = 'closed' | 'test';

/** Everything needed to talk to a venue for one account. */
export interface VenueOptions {
  readonly origin: string;
  /** Found by the venue where `undefined` and needed. */
  readonly accountGroup: string | undefined;
  readonly credentials: Credentials | undefined;
  readonly keyEncoding: KeyEncoding;
  readonly cancelMethod: string;
  readonly connect: ConnectOptions;
  /** Called once for every request, failed ones too. */
  readonly onTranscript: (transcript: Transcript) => void;
  /** Whether requests that change something may be sent now; asked before each. They may where missing. */
  readonly mayAct?: (() => boolean) | undefined;
  /** Learns the key and the secret, so that logs and messages can be scrubbed of them too. */
  readonly redactor?: Redactor | undefined;
}

/** A kind of exchange, described by data so that nothing above needs to know which one it is. */
export interface VenueKind {
  readonly id: string;
  readonly name: string;
  /** Exact origins, https only. */
  readonly hosts: readonly VenueHost[];
  readonly keyEncodings: readonly KeyEncoding[];
  /** HTTP methods a cancel may be sent with, the default first. */
  readonly cancelMethods: readonly string[];
}

/** Makes a client of one account. It sends nothing by itself. */
export type VenueFactory = (options: VenueOptions) => Venue;
