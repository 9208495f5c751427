/**
 * A self-signed certificate for 127.0.0.1 and its key, for tests on this machine alone. Both are
 * public and nobody trusts them, which is their purpose.
 */
export const testCertificate = `-----BEGIN CERTIFICATE-----
MIIBsTCCAVegAwIBAgIBATAKBggqhkjOPQQDAjA5MTcwNQYDVQQDDC5PcmRlciBE
ZXNrIHRlc3QgY2VydGlmaWNhdGUsIHRydXN0ZWQgYnkgbm9ib2R5MCAXDTIwMDEw
MTAwMDAwMFoYDzIxMTkxMjMxMjM1OTU5WjA5MTcwNQYDVQQDDC5PcmRlciBEZXNr
IHRlc3QgY2VydGlmaWNhdGUsIHRydXN0ZWQgYnkgbm9ib2R5MFkwEwYHKoZIzj0C
AQYIKoZIzj0DAQcDQgAEZ3aZyz+6H44pqYHTzpKEFj6d4u3+c9t/k82Xf452Kmmp
Z5ut8J6D2aSxvoUAv4mN4Z/r8BCruMknjbYIAwsvwKNOMEwwDwYDVR0TAQH/BAUw
AwEB/zAdBgNVHQ4EFgQU9UnTVCSYCcwkqyaX0mxrebegubcwGgYDVR0RBBMwEYcE
fwAAAYIJbG9jYWxob3N0MAoGCCqGSM49BAMCA0gAMEUCIQDD/4nEhlrzLAYCYW3H
AKIIXISk8L9/xIysUxRnydCl2AIgcll2JZgA20i4/m6pFj6pc5TIZ8tvlbuxQ9xd
8zXWDZs=
-----END CERTIFICATE-----
`;

export const testKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgKVPYABuWcpsNtCjE
DpqpKPYKQwTkFF0SK/u1T2096Q6hRANCAARndpnLP7ofjimpgdPOkoQWPp3i7f5z
23+TzZd/jnYqaalnm63wnoPZpLG+hQC/iY3hn+vwEKu4ySeNtggDCy/A
-----END PRIVATE KEY-----
`;
