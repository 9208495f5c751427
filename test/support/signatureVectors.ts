// The signatures that the venue's reference gives out, and more made by the same rule elsewhere.
export const secret = 'hV8FgjyJtpvVeAcMAgzgAFQCN36wmbWuN7o3WPcYcYhFd8qvE43gzFGVsFcCqMNk';
/** Unix ms. */
export const timestamp = 1608133910000;
/** Signatures with the secret's characters as the key, and with what they stand for as base64. */
export const vectors: readonly (readonly [prehash: string, utf8: string, base64?: string])[] = [
  [
    'info',
    '/pwaAgWZQ1Xd/J4yZ4ReHSPQxd3ORP/YR8TvAttqqYM=',
    'iT09ogK94xN6wScfMs0CXbE4jsYkQJpJ5egMfIo1U4I=',
  ],
  ['v2/account/info', 'QNIIHExASsjPvcXnXsMK6ThYiG7MeJv+Eu1ICamWMPs='],
  [
    'v2/futures/order',
    '9RgPiCTvEIlHkYMTZsTI9YC4g2nW5KYb5aRe1DbxWdw=',
    '1/vWFmICAksw9JAgaNiFePY/IJfLPi2ndLzROiCLfR4=',
  ],
  [
    'v2/futures/order/batch',
    'P/rkZZzo2vUHQXr9pKA3/Hzk0SdxjwGz9WPvWQDZDZI=',
    'zz89J31pR134Y+XsirYX231VA9a7JAaB/wX5pfcCpps=',
  ],
  [
    'v2/futures/order/all',
    'KELgz8b8fsJWhkOiuqUEQzPGxYAfo6zGAOv3Me3mNG0=',
    'bBg+K0Cs0qP8+FyiBmvnXAVNMoQBo+BAm8giQcwRVY4=',
  ],
  [
    'v2/stream',
    'OdBOWATz1QnFxiTMnCoBXk4f6CLxIJ8i6kdIsVIehiU=',
    's3Ja+gCZOboP4/zVlOe+rCv4ruZO3UC5mApNwQlOOHU=',
  ],
];
